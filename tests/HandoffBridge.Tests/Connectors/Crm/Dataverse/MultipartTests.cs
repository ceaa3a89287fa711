using System.Text;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class MultipartTests
{
    // The shape of documented answers: quoted and bare boundaries, CRLF and LF, empty parts, a change set inside.
    [Theory]
    [InlineData("\"batchresponse_1\"", "\r\n")]
    [InlineData("batchresponse_1", "\r\n")]
    [InlineData("\"batchresponse_1\"", "\n")]
    [InlineData("batchresponse_1; charset=utf-8", "\n")]
    [InlineData(null, "\r\n")]
    public void Reads_parts_in_order(string? boundary, string newLine)
    {
        var body = """
            --batchresponse_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 400 Bad Request
            REQ_ID: de4c5227-4a28-4ebd-8ced-3392ece1697b
            Content-Type: application/json; odata.metadata=minimal

            {"error":{"code":"0x80044331","message":"--batchresponse_1 in a text"}}
            --batchresponse_1
            Content-Type: multipart/mixed; boundary=changesetresponse_2

            --changesetresponse_2
            Content-Type: application/http
            Content-ID: 1

            HTTP/1.1 204 No Content
            OData-EntityId: https://org/api/data/v9.2/tasks(1)


            --changesetresponse_2--

            --batchresponse_1
            Content-Type: application/http

            HTTP/1.1 429 Too Many Requests
            Retry-After: 7

            --batchresponse_1
            Content-Type: application/http

            HTTP/1.1 200 OK
            Content-Type: application/json

            {
              "value": []
            }
            --batchresponse_1--
            """.ReplaceLineEndings(newLine);
        var parts = Multipart.Read(boundary is null ? "multipart/mixed" : "multipart/mixed; boundary=" + boundary, Encoding.UTF8.GetBytes(body));
        parts.Select(p => (int)p.Status).ShouldBe([400, 204, 429, 200]);
        parts[2].RetryAfter.ShouldBe("7");
        AnswerReader.WithJson(parts[0]).Error.ShouldBe("--batchresponse_1 in a text");
        AnswerReader.WithJson(parts[3]).Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(99)]
    public void A_cut_answer_is_noticed(int percent)
    {
        var body = "--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"value\":[]}\r\n--b--\r\n";
        Should.Throw<GarbledAnswerException>(() => Multipart.Read("multipart/mixed; boundary=b", Encoding.UTF8.GetBytes(body[..(body.Length * percent / 100 - 2)])));
    }

    [Fact]
    public void Links_are_followed_as_they_are_and_never_to_another_host()
    {
        var root = new Uri("https://contoso.crm4.dynamics.com/api/data/v9.2/");
        var cookie = "accounts?$select=name&$skiptoken=%3Ccookie%20pagingcookie=%22%253ccookie%2520page%253d%25221%22%20/%3E";
        Links.Resolve(root, cookie).PathAndQuery.ShouldBe("/api/data/v9.2/" + cookie);
        Links.Resolve(root, "https://CONTOSO.crm4.dynamics.com:443/api/data/v9.2/" + cookie).PathAndQuery.ShouldBe("/api/data/v9.2/" + cookie);
        Links.Resolve(root, "/api/data/v9.2/x?$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44").Query.ShouldBe("?$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44");
        foreach (var bad in (string[])["https://evil.example/api/data/v9.2/x", "http://contoso.crm4.dynamics.com/api/data/v9.2/x", "//evil.example/x", "https://contoso.crm4.dynamics.com@evil.example/x", "https://contoso.crm4.dynamics.com:444/x", "file:///etc/passwd"])
            Should.Throw<HandoffBridge.Connectors.ConnectorException>(() => Links.Resolve(root, bad), bad);
    }
}
