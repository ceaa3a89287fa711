using HandoffBridge.Connectors.Onboarding.Webhook;

namespace HandoffBridge.Tests.Connectors.Onboarding;

public sealed class WebhookTests
{
    [Fact]
    public void Signs_the_specifications_own_vector()
    {
        WebhookSigner.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void Two_secrets_give_two_signatures_during_rotation()
    {
        WebhookSigner.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "msg_1", 1, "{}").Split(' ').Length.ShouldBe(2);
    }
}
