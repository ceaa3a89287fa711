using Microsoft.OData.Edm;

namespace DataverseSimulator.Model;

/// <summary>The schema as an EDM, so that Microsoft's own URL parser judges every query.</summary>
public static class EdmBuilder
{
    /// <summary>Namespace of Dataverse's types.</summary>
    public const string Namespace = "Microsoft.Dynamics.CRM";

    /// <summary>The model of the Sales tables.</summary>
    public static IEdmModel Sales { get; } = Build(Schema.Sales);

    private static EdmModel Build(Schema schema)
    {
        var model = new EdmModel();
        var container = new EdmEntityContainer(Namespace, "System");
        model.AddElement(container);
        var types = new Dictionary<string, EdmEntityType>(StringComparer.Ordinal);
        var sets = new Dictionary<string, EdmEntitySet>(StringComparer.Ordinal);
        foreach (var table in schema.Tables.Values)
        {
            var type = new EdmEntityType(Namespace, table.Name);
            foreach (var column in table.Columns.Values.Where(c => c.Type != 'B'))
            {
                var property = type.AddStructuralProperty(column.Name, Kind(column.Type), isNullable: column.Name != table.Key);
                if (column.Name == table.Key) type.AddKeys(property);
            }

            model.AddElement(type);
            types[table.Name] = type;
            sets[table.Name] = container.AddEntitySet(table.Set, type);
        }

        foreach (var table in schema.Tables.Values)
        {
            void Add(string name, string target, EdmMultiplicity multiplicity)
            {
                if (!types.TryGetValue(target, out var to) || types[table.Name].FindProperty(name) is not null) return;
                var navigation = types[table.Name].AddUnidirectionalNavigation(new EdmNavigationPropertyInfo { Name = name, Target = to, TargetMultiplicity = multiplicity });
                sets[table.Name].AddNavigationTarget(navigation, sets[target]);
            }

            foreach (var (name, parent) in table.Parents) Add(name, parent.Target, EdmMultiplicity.ZeroOrOne);
            foreach (var (name, child) in table.Children) Add(name, child.Child, EdmMultiplicity.Many);
            foreach (var (name, many) in table.Many) Add(name, many.Other, EdmMultiplicity.Many);
        }

        var contains = new EdmFunction(Namespace, "In", EdmCoreModel.Instance.GetBoolean(false));
        contains.AddParameter("PropertyName", EdmCoreModel.Instance.GetString(false));
        contains.AddParameter("PropertyValues", EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(false)));
        model.AddElement(contains);
        return model;
    }

    private static EdmPrimitiveTypeKind Kind(char type) => type switch
    {
        'i' or 'p' => EdmPrimitiveTypeKind.Int32,
        'L' => EdmPrimitiveTypeKind.Int64,
        'b' => EdmPrimitiveTypeKind.Boolean,
        'd' or 'm' => EdmPrimitiveTypeKind.Decimal,
        'f' => EdmPrimitiveTypeKind.Double,
        'g' or 'l' => EdmPrimitiveTypeKind.Guid,
        't' or 'x' => EdmPrimitiveTypeKind.DateTimeOffset,
        'D' => EdmPrimitiveTypeKind.Date,
        _ => EdmPrimitiveTypeKind.String,
    };
}
