using DataverseSimulator.Model;
using DataverseSimulator.Store;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace DataverseSimulator.Http;

/// <summary>Queries as Microsoft's own parser reads them against the metadata: a wrong name fails with the service's words.</summary>
internal sealed class QueryReader(OrgStore store, Options options)
{
    private const int MostExpands = 15;

    /// <summary>The query's options; later ones with $ may not repeat.</summary>
    public static Dictionary<string, string> Parameters(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(cut < 0 ? part : part[..cut]);
            if (name.StartsWith('$') && parameters.ContainsKey(name)) throw new RefusedException(400, "0x0", $"Query option '{name}' was specified more than once.");
            var value = cut < 0 ? "" : part[(cut + 1)..];
            parameters[name] = name is "$skiptoken" or "$deltatoken" ? value : Uri.UnescapeDataString(value);
        }

        return parameters;
    }

    /// <summary>What is asked for, of which rows, in which order.</summary>
    public (Shape Shape, Func<Row, bool>? Filter, Func<IEnumerable<Row>, IOrderedEnumerable<Row>>? Order, FilterCompiler? Compiler) Parse(Table table, string query, IReadOnlyDictionary<string, string> parameters)
    {
        try
        {
            var parser = new ODataUriParser(EdmBuilder.Sales, new Uri($"{table.Set}?{query}", UriKind.Relative));
            var select = parser.ParseSelectAndExpand();
            var shape = ShapeOf(table, select, 0);
            if (shape.Expands.Count > MostExpands) throw new RefusedException(400, "0x80060888", $"The number of $expand options exceeds the limit of {MostExpands}.");
            if (shape.Expands.Count > 1 && shape.Expands.Any(e => table.Many.ContainsKey(e.Navigation))) throw new RefusedException(400, "0x80060888", "Expanding a many-to-many collection cannot be combined with other expands.");
            FilterCompiler? compiler = null;
            Func<Row, bool>? filter = null;
            if (parser.ParseFilter() is { } clause)
            {
                compiler = new FilterCompiler(store, options, table, parameters.Where(p => p.Key.StartsWith('@')).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal));
                filter = compiler.Compile(clause.Expression);
            }

            return (shape, filter, OrderOf(parser.ParseOrderBy()), compiler);
        }
        catch (ODataException e)
        {
            throw new RefusedException(400, "0x0", e.Message);
        }
    }

    private Shape ShapeOf(Table table, SelectExpandClause? clause, int depth)
    {
        if (clause is null) return new(null, []);
        var columns = new List<string>();
        var expands = new List<(string, Shape, Func<Row, bool>?)>();
        foreach (var item in clause.SelectedItems)
        {
            if (item is PathSelectItem path) columns.Add(path.SelectedPath.FirstSegment.Identifier);
            else if (item is ExpandedNavigationSelectItem expand)
            {
                var name = expand.PathToNavigationProperty.FirstSegment.Identifier;
                var other = table.Parents.TryGetValue(name, out var p) ? p.Target : table.Children.TryGetValue(name, out var c) ? c.Child : table.Many[name].Other;
                if (depth > 0 && table.Many.ContainsKey(name)) throw new RefusedException(400, "0x80060888", "A many-to-many collection cannot be expanded within another.");
                if (depth > 0 && (expand.TopOption is not null || expand.OrderByOption is not null)) throw new RefusedException(400, "0x80060888", "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.");
                var inner = Schema.Sales.Tables[other];
                var filter = expand.FilterOption is null ? null : new FilterCompiler(store, options, inner, new Dictionary<string, string>()).Compile(expand.FilterOption.Expression);
                expands.Add((name, ShapeOf(inner, expand.SelectAndExpand, depth + 1), filter));
            }
        }

        return new(clause.AllSelected ? null : columns, expands);
    }

    private static Func<IEnumerable<Row>, IOrderedEnumerable<Row>>? OrderOf(OrderByClause? clause)
    {
        if (clause is null) return null;
        var keys = new List<(string Column, bool Descending)>();
        for (var c = clause; c is not null; c = c.ThenBy)
            keys.Add((((SingleValuePropertyAccessNode)c.Expression).Property.Name, c.Direction == OrderByDirection.Descending));
        return rows =>
        {
            var ordered = keys[0].Descending ? rows.OrderByDescending(r => r[keys[0].Column]) : rows.OrderBy(r => r[keys[0].Column]);
            foreach (var (column, descending) in keys.Skip(1)) ordered = descending ? ordered.ThenByDescending(r => r[column]) : ordered.ThenBy(r => r[column]);
            return ordered;
        };
    }
}
