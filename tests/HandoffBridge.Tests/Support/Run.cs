using HandoffBridge.Commands;

namespace HandoffBridge.Tests.Support;

/// <summary>Runs a verb as the program does, catching what it prints.</summary>
public static class Run
{
    private static readonly SemaphoreSlim One = new(1);

    public static async Task<(int Code, string Output, string Error)> VerbAsync(params string[] args)
    {
        await One.WaitAsync();
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            using var o = new StringWriter();
            using var e = new StringWriter();
            Console.SetOut(o);
            Console.SetError(e);
            var code = await CommandLine.RunAsync(args);
            return (code, o.ToString(), e.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            One.Release();
        }
    }
}
