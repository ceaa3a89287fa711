using System.Text;
using HandlebarsDotNet;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Runs a template within its limits: 2 MB of output, 2 seconds.</summary>
internal static class TemplateLimits
{
    public const int MaxOutput = 2 * 1024 * 1024;
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    public static string Run(string name, HandlebarsTemplate<TextWriter, object, object> template, IReadOnlyDictionary<string, object?> model, TimeProvider time)
    {
        using var target = new BoundedWriter(name, time);
        try
        {
            template(target, model, null!);
        }
        catch (HandlebarsException e)
        {
            for (Exception? inner = e; inner is not null; inner = inner.InnerException)
            {
                if (inner is TemplateException limit) throw limit;
            }

            throw new TemplateException($"The template {name}.hbs failed: {e.Message}", e);
        }

        return target.ToString();
    }

    private sealed class BoundedWriter(string name, TimeProvider time) : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        private readonly long started = time.GetTimestamp();
        private int writes;

        public override void Write(char value)
        {
            Check(1);
            base.Write(value);
        }

        public override void Write(string? value)
        {
            Check(value?.Length ?? 0);
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Check(count);
            base.Write(buffer, index, count);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(StringBuilder? value)
        {
            Check(value?.Length ?? 0);
            base.Write(value);
        }

        private void Check(int more)
        {
            if (GetStringBuilder().Length + more > MaxOutput) throw new TemplateException($"The template {name}.hbs writes more than 2 MB; look for a block that repeats too much.");
            if ((++writes & 63) == 0 && time.GetElapsedTime(started) > MaxTime) throw new TemplateException($"The template {name}.hbs takes longer than 2 seconds; look for blocks that repeat within each other.");
        }
    }
}
