using System.Text.Json;
using DataverseSimulator.Model;
using DataverseSimulator.Store;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace DataverseSimulator.Http;

/// <summary>Filters as Microsoft's parser reads them, made into functions over rows.</summary>
internal sealed class FilterCompiler(OrgStore store, Options options, Table table, IReadOnlyDictionary<string, string> aliases)
{
    /// <summary>Ids the filter certainly restricts a column to: for looking up instead of scanning.</summary>
    public (string Column, HashSet<Guid> Ids)? Narrow { get; private set; }

    public Func<Row, bool> Compile(QueryNode node) => node switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => Both(and),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => Either(or),
        BinaryOperatorNode comparison => Compare(comparison),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Negate(Compile(not.Operand)),
        ConvertNode convert => Compile(convert.Source),
        SingleValueFunctionCallNode { Name: "Microsoft.Dynamics.CRM.In" or "In" } call => In(call),
        SingleValueFunctionCallNode { Name: "contains" or "startswith" or "endswith" } call => Text(call),
        SingleValuePropertyAccessNode property => row => Value(property)(row) is true,
        _ => throw new RefusedException(501, "0x80060888", $"The query node {node.Kind} is not supported."),
    };

    private Func<Row, bool> Both(BinaryOperatorNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        return row => left(row) && right(row);
    }

    private Func<Row, bool> Either(BinaryOperatorNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        Narrow = null;
        return row => left(row) || right(row);
    }

    private Func<Row, bool> Negate(Func<Row, bool> inner)
    {
        Narrow = null;
        return row => !inner(row);
    }

    private Func<Row, bool> Compare(BinaryOperatorNode node)
    {
        var (left, right) = (Value(node.Left), Value(node.Right));
        return node.OperatorKind switch
        {
            BinaryOperatorKind.Equal => row => Same(left(row), right(row)),
            // As on the service, "ne" also finds rows without a value.
            BinaryOperatorKind.NotEqual => row => !Same(left(row), right(row)),
            BinaryOperatorKind.GreaterThan => row => Order(left(row), right(row)) > 0,
            BinaryOperatorKind.GreaterThanOrEqual => row => Order(left(row), right(row)) >= 0,
            BinaryOperatorKind.LessThan => row => Order(left(row), right(row)) is < 0,
            BinaryOperatorKind.LessThanOrEqual => row => Order(left(row), right(row)) is <= 0,
            _ => throw new RefusedException(501, "0x80060888", $"The operator {node.OperatorKind} is not supported."),
        };
    }

    private Func<Row, object?> Value(QueryNode node)
    {
        switch (node)
        {
            case ConstantNode constant:
                var value = Constant(constant.Value);
                return _ => value;
            case ConvertNode convert:
                return Value(convert.Source);
            case SingleValuePropertyAccessNode { Source: SingleNavigationNode navigation } access:
                if (!options.FiltersByParent) throw new RefusedException(501, "0x80060888", "Filtering by a related row's column is not supported.");
                var parent = table.Parents[navigation.NavigationProperty.Name];
                var column = access.Property.Name;
                return row => row.Lookup($"_{parent.Lookup}_value") is { } id && row.Targets.GetValueOrDefault($"_{parent.Lookup}_value") == parent.Target
                    ? store.Find(parent.Target, id)?[column] : null;
            case SingleValuePropertyAccessNode access:
                var name = access.Property.Name;
                return row => row[name];
            default:
                throw new RefusedException(501, "0x80060888", $"The query node {node.Kind} is not supported.");
        }
    }

    private Func<Row, bool> In(SingleValueFunctionCallNode call)
    {
        string? name = null;
        List<string> values = [];
        foreach (var parameter in call.Parameters.OfType<NamedFunctionParameterNode>())
        {
            var raw = Raw(parameter.Value);
            if (parameter.Name == "PropertyName") name = raw.Trim('\'');
            else
            {
                try
                {
                    values = [.. JsonSerializer.Deserialize<string[]>(raw) ?? []];
                }
                catch (JsonException)
                {
                    throw new RefusedException(400, "0x80060888", "PropertyValues must be a JSON array of strings in double quotes.");
                }
            }
        }

        var column = table.Columns.Values.FirstOrDefault(c => c.LogicalName == name)
            ?? throw new RefusedException(400, "0x80041103", $"'{table.Name}' entity doesn't contain attribute with Name = '{name}' and NameMapping = 'Logical'.");
        if (values.Count == 0) throw new RefusedException(400, "0x80040203", "The value list of the 'in' condition is empty.");
        if (column.Type is 'g' or 'l')
        {
            var ids = new HashSet<Guid>();
            foreach (var v in values) ids.Add(Guid.TryParse(v, out var id) ? id : throw new RefusedException(400, "0x8004a101", $"'{v}' is no Guid."));
            Narrow ??= (column.Name, ids);
            return row => row.Lookup(column.Name) is { } id && ids.Contains(id);
        }

        var texts = values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return row => row[column.Name] is { } v && texts.Contains(Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture)!);
    }

    private string Raw(QueryNode node) => node switch
    {
        ConvertNode convert => Raw(convert.Source),
        ParameterAliasNode alias => aliases.GetValueOrDefault(alias.Alias) ?? throw new RefusedException(400, "0x0", $"The parameter alias {alias.Alias} has no value."),
        ConstantNode constant => constant.LiteralText ?? Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)!,
        CollectionConstantNode collection => collection.LiteralText,
        _ => throw new RefusedException(501, "0x80060888", $"The query node {node.Kind} is not supported."),
    };

    private Func<Row, bool> Text(SingleValueFunctionCallNode call)
    {
        var parameters = call.Parameters.ToList();
        var (text, part) = (Value(parameters[0]), Value(parameters[1]));
        return row => text(row) is string t && part(row) is string p && call.Name switch
        {
            "contains" => t.Contains(p, StringComparison.OrdinalIgnoreCase),
            "startswith" => t.StartsWith(p, StringComparison.OrdinalIgnoreCase),
            _ => t.EndsWith(p, StringComparison.OrdinalIgnoreCase),
        };
    }

    private static object? Constant(object? value) => value switch
    {
        Microsoft.OData.Edm.Date d => new DateOnly(d.Year, d.Month, d.Day),
        ODataEnumValue e => e.Value,
        _ => value,
    };

    private static bool Same(object? a, object? b) => a is null || b is null ? a is null && b is null : Order(a, b) == 0;

    private static int? Order(object? a, object? b) => (a, b) switch
    {
        (null, _) or (_, null) => null,
        (string x, string y) => string.Compare(x, y, StringComparison.OrdinalIgnoreCase),
        (Guid x, Guid y) => x.CompareTo(y),
        (bool x, bool y) => x.CompareTo(y),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        (DateOnly x, DateOnly y) => x.CompareTo(y),
        (DateOnly x, DateTimeOffset y) => x.CompareTo(DateOnly.FromDateTime(y.UtcDateTime)),
        _ => Convert.ToDecimal(a, System.Globalization.CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(b, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
