using System.Globalization;
using System.Net;
using System.Text;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>
/// A drawing under construction. Colours are CSS classes of the style sheet, so that it follows light, dark and
/// print; every text is escaped here, since templates put drawings in as they are.
/// </summary>
internal sealed class Svg
{
    private readonly StringBuilder body = new();
    private readonly double width;
    private readonly double height;
    private readonly string name;

    public Svg(string name, double width, double height, string title, string description)
    {
        (this.name, this.width, this.height) = (name, width, height);
        body.Append(CultureInfo.InvariantCulture, $"<title id=\"{name}-title\">{Escape(title)}</title><desc id=\"{name}-desc\">{Escape(description)}</desc>");
    }

    public Svg Rect(string css, double x, double y, double w, double h, double round = 0)
    {
        body.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"").Append(round > 0 ? $" rx=\"{N(round)}\"" : "").Append("/>");
        return this;
    }

    public Svg Line(string css, double x1, double y1, double x2, double y2)
    {
        body.Append(CultureInfo.InvariantCulture, $"<line class=\"{css}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");
        return this;
    }

    public Svg Circle(string css, double x, double y, double r)
    {
        body.Append(CultureInfo.InvariantCulture, $"<circle class=\"{css}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\"/>");
        return this;
    }

    public Svg Diamond(string css, double x, double y, double r)
    {
        body.Append(CultureInfo.InvariantCulture, $"<path class=\"{css}\" d=\"M{N(x)} {N(y - r)}L{N(x + r)} {N(y)}L{N(x)} {N(y + r)}L{N(x - r)} {N(y)}Z\"/>");
        return this;
    }

    public Svg Text(string css, double x, double y, string text, string anchor = "start")
    {
        body.Append(CultureInfo.InvariantCulture, $"<text class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\"").Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"").Append('>').Append(Escape(text)).Append("</text>");
        return this;
    }

    public override string ToString() =>
        $"<svg class=\"drawing drawing-{name}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" viewBox=\"0 0 {N(width)} {N(height)}\" xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>";

    public static string Short(string text, int max) => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1)].TrimEnd() + "…";

    private static string Escape(string text) => WebUtility.HtmlEncode(Displayed.Clean(text));

    private static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
