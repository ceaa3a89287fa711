using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HandoffBridge.Tests.Rules;

/// <summary>Which room may touch which: the README's table, held against the compiled code.</summary>
public sealed class RoomTests
{
    /// <summary>Stages in the order of the flow. A stage may use those above it and itself. Registers (Roadmap, StandardDeals, Glossary) stand beside the flow: findings read them through a seam of their own.</summary>
    private static readonly string[] Flow = ["Deals", "Dossiers", "Signals", "Findings", "Forms", "Briefs", "Assignments", "Publications", "Acknowledgements", "Reviews"];

    [Fact]
    public void Connectors_know_no_stage_no_data_and_no_jobs()
    {
        Uses("HandoffBridge.Connectors").Where(u => u.To.StartsWith("HandoffBridge.Stages", StringComparison.Ordinal) || u.To.StartsWith("HandoffBridge.Data", StringComparison.Ordinal) || u.To.StartsWith("HandoffBridge.Jobs", StringComparison.Ordinal))
            .Select(u => $"{u.From} uses {u.To}").ShouldBeEmpty();
    }

    [Fact]
    public void A_stage_uses_only_stages_above_it()
    {
        var wrong = new List<string>();
        foreach (var (from, to) in Uses("HandoffBridge.Stages"))
        {
            var (a, b) = (Stage(from), Stage(to));
            if (a is null || b is null || a == b) continue;
            var (i, j) = (Array.IndexOf(Flow, a), Array.IndexOf(Flow, b));
            // Pages over all stages (Handoffs, Operations, …) are no stages: they may read everything.
            if (i < 0 || j < 0 || from.Contains("Model", StringComparison.Ordinal) || from.Contains("Pages", StringComparison.Ordinal) || from.Contains(".Stages_", StringComparison.Ordinal)) continue;
            if (j > i) wrong.Add($"{from} uses {to}");
        }

        // The form is checked and drawn against the newest brief, which is written from the form: this knot is the one exception.
        wrong.RemoveAll(w => w.StartsWith("HandoffBridge.Stages.Forms.", StringComparison.Ordinal) && w.Contains("uses HandoffBridge.Stages.Briefs.", StringComparison.Ordinal));
        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Extraction_is_pure()
    {
        var references = typeof(HandoffBridge.Extraction.Signals.SignalEngine).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        references.ShouldAllBe(r => !r.StartsWith("System.Net", StringComparison.Ordinal) && !r.StartsWith("Microsoft.", StringComparison.Ordinal) && !r.StartsWith("System.IO.FileSystem", StringComparison.Ordinal));
        Members(typeof(HandoffBridge.Extraction.Signals.SignalEngine).Assembly)
            .Where(m => m is "System.DateTime.get_Now" or "System.DateTime.get_UtcNow" or "System.DateTimeOffset.get_UtcNow" or "System.DateTimeOffset.get_Now" || m.StartsWith("System.IO.File.", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Time_comes_from_the_time_provider_only()
    {
        Members(typeof(HandoffBridgeHost).Assembly)
            .Where(m => m is "System.DateTime.get_Now" or "System.DateTime.get_UtcNow" or "System.DateTimeOffset.get_UtcNow" or "System.DateTimeOffset.get_Now")
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_room_has_a_name_that_says_nothing()
    {
        typeof(HandoffBridgeHost).Assembly.GetTypes().Concat(typeof(HandoffBridge.Extraction.Signals.SignalEngine).Assembly.GetTypes())
            .Where(t => t.Namespace?.StartsWith("HandoffBridge", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal))
            .Select(t => t.Name)
            .Where(n => n.EndsWith("Helper", StringComparison.Ordinal) || n.EndsWith("Helpers", StringComparison.Ordinal) || n.EndsWith("Manager", StringComparison.Ordinal) || n.EndsWith("Utils", StringComparison.Ordinal) || n.EndsWith("Extensions", StringComparison.Ordinal) || n is "Common" or "Util")
            .ShouldBeEmpty();
    }

    private static string? Stage(string type) =>
        type.StartsWith("HandoffBridge.Stages.", StringComparison.Ordinal) && type.Split('.') is { Length: > 3 } parts ? parts[2] : null;

    private static IEnumerable<(string From, string To)> Uses(string from)
    {
        var assembly = typeof(HandoffBridgeHost).Assembly;
        foreach (var type in assembly.GetTypes().Where(t => t.FullName!.StartsWith(from, StringComparison.Ordinal)))
        {
            const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            var used = type.GetFields(all).Select(f => f.FieldType)
                .Concat(type.GetProperties(all).Select(p => p.PropertyType))
                .Concat(type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType).Concat(Locals(m))))
                .Concat(type.GetConstructors(all).SelectMany(c => c.GetParameters().Select(p => p.ParameterType).Concat(Locals(c))))
                .Concat(type.GetInterfaces());
            foreach (var to in used.SelectMany(Parts).Where(t => t.Assembly == assembly && t.FullName is not null).Distinct()) yield return (type.FullName!, to.FullName!);
        }
    }

    private static IEnumerable<Type> Locals(MethodBase method)
    {
        try
        {
            return method.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? [];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }

    /// <summary>Every member another assembly has that this one calls.</summary>
    private static List<string> Members(Assembly assembly)
    {
        using var stream = File.OpenRead(assembly.Location);
        using var pe = new PEReader(stream);
        var reader = pe.GetMetadataReader();
        var members = new List<string>();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(member.Name)}");
        }

        return members;
    }
}
