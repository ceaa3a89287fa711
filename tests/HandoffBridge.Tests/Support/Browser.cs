using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Hosting.Server;

namespace HandoffBridge.Tests.Support;

/// <summary>A browser without a screen: keeps cookies, follows redirects and Refresh headers, fills in forms; http://localhost is the program, all else is the network.</summary>
public sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpMessageInvoker _inside;
    private readonly HttpMessageInvoker _outside = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private string _html = "";

    public Browser(TestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _inside = new HttpMessageInvoker(((TestServer)app.Services.GetRequiredService<IServer>()).CreateHandler());
    }

    /// <summary>Where it is.</summary>
    public Uri At { get; private set; } = new("http://localhost/");

    public HttpStatusCode Status { get; private set; }

    public IHtmlDocument Page => new HtmlParser().ParseDocument(_html);

    public string Html => _html;

    /// <summary>Every address it went to.</summary>
    public List<Uri> Trail { get; } = [];

    /// <summary>The program's cookies as a header, to be replayed.</summary>
    public string CookieHeader => _cookies.GetCookieHeader(new Uri("http://localhost/"));

    public Task GoAsync(string address) => SendAsync(HttpMethod.Get, new Uri(At, address), null);

    /// <summary>Fills in and sends the form that holds an element.</summary>
    public Task SubmitAsync(string selector, params (string Name, string Value)[] fields)
    {
        var element = Page.QuerySelector(selector) ?? throw new InvalidOperationException($"There is no {selector} on {At}:\n{_html}");
        var form = (IHtmlFormElement)(element as IHtmlFormElement ?? (IElement)element.Closest("form")!);
        var values = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Name)).ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        foreach (var (name, value) in fields) values[name] = value;
        return SendAsync(HttpMethod.Post, new Uri(At, form.GetAttribute("action") is { Length: > 0 } action ? action : At.PathAndQuery), values);
    }

    public void Dispose()
    {
        _inside.Dispose();
        _outside.Dispose();
    }

    private async Task SendAsync(HttpMethod method, Uri to, IReadOnlyDictionary<string, string>? form)
    {
        for (var hops = 0; hops < 20; hops++)
        {
            using var request = new HttpRequestMessage(method, to);
            if (form is not null) request.Content = new FormUrlEncodedContent(form);
            if (_cookies.GetCookieHeader(to) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            request.Headers.Accept.ParseAdd("text/html");
            using var response = await (to.Host == "localhost" ? _inside : _outside).SendAsync(request, CancellationToken.None);
            (At, Status, _html) = (to, response.StatusCode, await response.Content.ReadAsStringAsync());
            Trail.Add(to);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                // Dates are of the program's clock, which is not this machine's: only a deletion counts.
                foreach (var cookie in set) _cookies.SetCookies(to, string.Join(';', cookie.Split(';').Where(p => !p.TrimStart().StartsWith("expires=", StringComparison.OrdinalIgnoreCase) || p.Contains("1970", StringComparison.Ordinal))));
            }

            var next = response.Headers.Location?.OriginalString;
            if (next is null && response.Headers.TryGetValues("Refresh", out var refresh)) next = refresh.Single().Split("url=", 2)[1];
            if (next is null) return;
            (method, to, form) = (HttpMethod.Get, new Uri(to, next), null);
        }

        throw new InvalidOperationException($"Led on and on: {string.Join('\n', Trail)}");
    }
}
