using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace HandoffBridge.Connectors.Notices;

/// <summary>One conversation with an SMTP server (RFC 5321), encrypted as the settings ask.</summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private readonly TcpClient _client;
    private Stream _stream;
    private readonly byte[] _buffer = new byte[4096];
    private int _from, _to;
    private IReadOnlyList<string> _extensions = [];

    private SmtpConversation(TcpClient client, Stream stream) => (_client, _stream) = (client, stream);

    /// <summary>Connects, greets, encrypts and signs in.</summary>
    public static async Task<SmtpConversation> OpenAsync(MailOptions options, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        SmtpConversation? smtp = null;
        try
        {
            await client.ConnectAsync(options.Host, options.Port, cancellationToken);
            smtp = new SmtpConversation(client, client.GetStream());
            var atOnce = options.Security == MailSecurity.Tls || (options.Security == MailSecurity.Auto && options.Port == 465);
            if (atOnce) await smtp.EncryptAsync(options.Host, cancellationToken);
            await smtp.AnswerAsync("the connection", 220, cancellationToken);
            await smtp.GreetAsync(cancellationToken);
            if (!atOnce) await smtp.StartTlsAsync(options, cancellationToken);
            if (options.UserName.Length > 0) await smtp.SignInAsync(options, cancellationToken);
            return smtp;
        }
        catch
        {
            if (smtp is not null) await smtp.DisposeAsync();
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and expects an answer's code.</summary>
    public Task<IReadOnlyList<string>> SendAsync(string command, int expected, CancellationToken cancellationToken) => SendAsync(command, command.Split([' ', ':'], 2)[0], expected, cancellationToken);

    /// <summary>Sends the mail itself.</summary>
    public async Task DataAsync(string mail, CancellationToken cancellationToken)
    {
        var b = new StringBuilder(mail.Length + 16);
        foreach (var line in mail.Split("\r\n"))
        {
            if (line.StartsWith('.')) b.Append('.');
            b.Append(line).Append("\r\n");
        }

        await SendAsync(b.Append('.').ToString(), "the mail", 250, cancellationToken);
    }

    /// <summary>Takes leave; a server that does not wait for it is forgiven.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync("QUIT", 221, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SmtpAnswerException or OperationCanceledException)
        {
            // The mail was taken already.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken) =>
        _extensions = [.. (await SendAsync("EHLO " + Name(), 250, cancellationToken)).Skip(1).Select(l => l.ToUpperInvariant())];

    private async Task StartTlsAsync(MailOptions options, CancellationToken cancellationToken)
    {
        var offered = _extensions.Contains("STARTTLS", StringComparer.Ordinal);
        var local = options.Security == MailSecurity.Auto && MailOptions.IsLocal(options.Host);
        if (options.Security == MailSecurity.None || local) return;
        if (!offered) throw new IOException("The server offers no STARTTLS.");
        await SendAsync("STARTTLS", 220, cancellationToken);
        // What came in plain text before counts for nothing (RFC 3207, 4.2; CVE-2011-0411).
        _from = _to = 0;
        await EncryptAsync(options.Host, cancellationToken);
        await GreetAsync(cancellationToken);
    }

    private async Task EncryptAsync(string host, CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
    }

    private async Task SignInAsync(MailOptions options, CancellationToken cancellationToken)
    {
        var ways = _extensions.FirstOrDefault(e => e.StartsWith("AUTH ", StringComparison.Ordinal)) ?? "";
        if (ways.Contains("PLAIN", StringComparison.Ordinal) || !ways.Contains("LOGIN", StringComparison.Ordinal))
        {
            await SendAsync("AUTH PLAIN " + Base64("\0" + options.UserName + "\0" + options.Password), "AUTH", 235, cancellationToken);
            return;
        }

        await SendAsync("AUTH LOGIN", 334, cancellationToken);
        await SendAsync(Base64(options.UserName), "AUTH", 334, cancellationToken);
        await SendAsync(Base64(options.Password), "AUTH", 235, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> SendAsync(string line, string shown, int expected, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await AnswerAsync(shown, expected, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> AnswerAsync(string command, int expected, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new IOException("The server speaks no SMTP.");
            lines.Add(line.Length > 4 ? line[4..].Trim() : "");
            if (line.Length > 3 && line[3] == '-' && lines.Count < 100) continue;
            return code == expected || (expected == 250 && code == 251) ? lines : throw new SmtpAnswerException(code, command);
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var b = new StringBuilder();
        while (b.Length < 2000)
        {
            if (_from == _to)
            {
                (_from, _to) = (0, await _stream.ReadAsync(_buffer, cancellationToken));
                if (_to == 0) throw new IOException("The server closed the connection.");
            }

            var c = (char)_buffer[_from++];
            if (c == '\n') return b.ToString().TrimEnd('\r');
            b.Append(c);
        }

        throw new IOException("The server's answer is too long.");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // A name is wanted that is a host name; anything else may be refused (RFC 5321, 4.1.1.1).
    private static string Name()
    {
        var name = string.Concat(Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));
        return name.Length > 0 ? name : "localhost";
    }
}

/// <summary>The server said no.</summary>
internal sealed class SmtpAnswerException(int code, string command) : Exception($"{code} to {command}")
{
    public int Code { get; } = code;

    public string Command { get; } = command;
}
