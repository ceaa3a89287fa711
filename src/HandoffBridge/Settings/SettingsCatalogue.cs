using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace HandoffBridge.Settings;

/// <summary>Every setting of the program, read from the classes marked with <see cref="SettingsAttribute"/>: one list for binding, checking and the example file.</summary>
public static class SettingsCatalogue
{
    /// <summary>Sections the framework owns; their keys are not checked here.</summary>
    private static readonly string[] FrameworkSections = ["Logging", "AllowedHosts", "Urls", "Kestrel", "HttpClient"];

    /// <summary>All classes with settings, in the order of their sections.</summary>
    public static IReadOnlyList<(string Section, Type Type)> Sections { get; } =
        [.. typeof(SettingsCatalogue).Assembly.GetTypes()
            .Select(t => (t.GetCustomAttribute<SettingsAttribute>()?.Section, t))
            .Where(s => s.Section is not null)
            .Select(s => (s.Section!, s.t))
            .OrderBy(s => s.Item1, StringComparer.Ordinal)];

    /// <summary>Binds, fills secrets from files and validates one settings class.</summary>
    /// <exception cref="SettingsException">A value is missing, unreadable or out of range.</exception>
    public static T Read<T>(IConfiguration configuration) where T : class, new() => (T)Read(typeof(T), configuration);

    /// <summary>Checks every section and every key; throws on the first that is unknown or invalid.</summary>
    /// <exception cref="SettingsException">The first fault, in one sentence.</exception>
    public static void Check(IConfigurationRoot configuration)
    {
        var known = Sections.SelectMany(s => KeysOf(s.Section, s.Type)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var roots = Sections.Select(s => s.Section.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in configuration.Providers)
        {
            // The environment is full of other programs' variables: only our own sections are checked there.
            var strict = provider is not EnvironmentVariablesConfigurationProvider && !provider.GetType().Name.Contains("Chained", StringComparison.Ordinal) && !provider.GetType().Name.Contains("Memory", StringComparison.Ordinal);
            foreach (var key in Leaves(provider, null))
            {
                var root = key.Split(':')[0];
                if (FrameworkSections.Contains(root, StringComparer.OrdinalIgnoreCase)) continue;
                if (!roots.Contains(root))
                {
                    if (strict && !IsHostKey(key)) throw Unknown(key, roots.Concat(FrameworkSections));
                    continue;
                }

                if (!Covers(known, key)) throw Unknown(key, known);
            }
        }

        foreach (var (_, type) in Sections) Read(type, configuration);
    }

    /// <summary>Each setting with its section, property and meaning.</summary>
    public static IEnumerable<(string Key, PropertyInfo Property, string Meaning, object? Default)> All()
    {
        foreach (var (section, type) in Sections)
        {
            var defaults = Activator.CreateInstance(type);
            foreach (var p in Properties(type))
                yield return ($"{section}:{p.Name}", p, p.GetCustomAttribute<MeaningAttribute>()?.Text ?? "", p.GetValue(defaults));
        }
    }

    private static object Read(Type type, IConfiguration configuration)
    {
        var section = type.GetCustomAttribute<SettingsAttribute>()!.Section;
        var source = configuration.GetSection(section);
        var value = Activator.CreateInstance(type)!;
        foreach (var p in Properties(type))
        {
            var child = source.GetSection(p.Name);
            try
            {
                if (child.Value is not null && p.PropertyType == typeof(TimeSpan) && !TimeSpan.TryParse(child.Value, CultureInfo.InvariantCulture, out _))
                    throw new FormatException();
                if (child.Value is not null && Underlying(p.PropertyType) is { IsEnum: true } e && (!Enum.TryParse(e, child.Value, ignoreCase: true, out var v) || !Enum.IsDefined(e, v!)))
                    throw new SettingsException($"{section}:{p.Name} is \"{child.Value}\"; write one of {string.Join(", ", Enum.GetNames(e))}.");
                if (child.Exists())
                {
                    var bound = child.Value is { Length: > 0 } text && ElementOf(p.PropertyType) is { } element
                        ? SplitList(text, element, $"{section}:{p.Name}")
                        : p.PropertyType == typeof(string) && child.Value is null
                            ? string.Join('\n', child.GetChildren().Select(c => c.Value))
                            : child.Get(p.PropertyType);
                    if (bound is not null) p.SetValue(value, bound);
                }
            }
            catch (Exception ex) when (ex is InvalidOperationException or FormatException)
            {
                throw new SettingsException($"{section}:{p.Name} is \"{child.Value}\", which is not {Expected(p.PropertyType)}.");
            }

            if (p.GetCustomAttribute<MeaningAttribute>() is { Secret: true }) FillFromFile(source, section, p, value);
        }

        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true))
        {
            var first = results[0];
            var name = first.MemberNames.FirstOrDefault();
            throw new SettingsException(name is null ? first.ErrorMessage! : $"{section}:{name} {Sentence(first.ErrorMessage!, name)}");
        }

        return value;
    }

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>A list given as one string ("A,B") is a list of its parts: the handy form on a command line.</summary>
    private static Array SplitList(string text, Type element, string key)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var list = Array.CreateInstance(element, parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            if (element.IsEnum && (!Enum.TryParse(element, parts[i], ignoreCase: true, out var v) || !Enum.IsDefined(element, v!)))
                throw new SettingsException($"{key} has \"{parts[i]}\"; write one of {string.Join(", ", Enum.GetNames(element))}.");
            list.SetValue(element.IsEnum ? Enum.Parse(element, parts[i], ignoreCase: true) : System.ComponentModel.TypeDescriptor.GetConverter(element).ConvertFromInvariantString(parts[i]), i);
        }

        return list;
    }

    private static void FillFromFile(IConfigurationSection source, string section, PropertyInfo p, object value)
    {
        if (source[p.Name + "File"] is not { Length: > 0 } path) return;
        try
        {
            p.SetValue(value, File.ReadAllText(path).Trim());
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{section}:{p.Name}File names {path}, which cannot be read; check the path and its permissions.");
        }
    }

    private static string Sentence(string message, string name) =>
        message.StartsWith($"The field {name} ", StringComparison.Ordinal) ? message[$"The field {name} ".Length..]
        : message.StartsWith($"The {name} field ", StringComparison.Ordinal) ? message[$"The {name} field ".Length..]
        : message;

    private static Type Underlying(Type t) => Nullable.GetUnderlyingType(t) ?? t;

    private static string Expected(Type type) => Underlying(type) switch
    {
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(TimeSpan) => "a span of time; write d.hh:mm:ss, such as 00:01:00 for a minute",
        var t when t == typeof(Uri) => "an address; write it with https://",
        var t when t == typeof(DateTimeOffset) || t == typeof(DateOnly) => "a date; write 2026-01-31",
        var t when t == typeof(int) || t == typeof(long) || t == typeof(decimal) || t == typeof(double) => "a number",
        _ => "readable",
    };

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static IEnumerable<string> KeysOf(string section, Type type)
    {
        foreach (var p in Properties(type))
        {
            yield return $"{section}:{p.Name}";
            if (p.GetCustomAttribute<MeaningAttribute>() is { Secret: true }) yield return $"{section}:{p.Name}File";
        }
    }

    private static IEnumerable<string> Leaves(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : $"{parent}:{child}";
            if (provider.TryGet(key, out _)) yield return key;
            foreach (var leaf in Leaves(provider, key)) yield return leaf;
        }
    }

    // Lists and nested objects: everything below a known key is that key's business.
    private static bool Covers(HashSet<string> known, string key)
    {
        if (known.Contains(key)) return true;
        for (var cut = key.LastIndexOf(':'); cut > 0; cut = key.LastIndexOf(':', cut - 1))
        {
            if (known.Contains(key[..cut])) return true;
        }

        return false;
    }

    private static bool IsHostKey(string key) =>
        key is "applicationName" or "contentRoot" or "environment" or "webroot" or "ENVIRONMENT" || key.StartsWith("preventHosting", StringComparison.Ordinal) || key.StartsWith("hosting", StringComparison.OrdinalIgnoreCase);

    private static SettingsException Unknown(string key, IEnumerable<string> known)
    {
        var near = known.OrderBy(k => Distance(k.ToUpperInvariant(), key.ToUpperInvariant())).First();
        return new SettingsException($"{key} is not a setting; did you mean {near}? appsettings.example.json lists all of them.");
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var previous = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var here = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, previous + (a[i - 1] == b[j - 1] ? 0 : 1));
                previous = here;
            }
        }

        return row[^1];
    }
}

/// <summary>How a room asks for its settings: read once at start, injected as the class itself.</summary>
public static class SettingsRegistration
{
    /// <summary>Registers a settings class as a singleton, read and validated now.</summary>
    public static T AddSettings<T>(this IServiceCollection services, IConfiguration configuration) where T : class, new()
    {
        var value = SettingsCatalogue.Read<T>(configuration);
        services.AddSingleton(value);
        return value;
    }
}
