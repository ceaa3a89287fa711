using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>What was signed: the deal's products; without any, the lines of the won quote, else of the order.</summary>
internal static class Lines
{
    /// <summary>The order lines in their order.</summary>
    public static List<OrderLine> Of(Guid id, DealRows rows)
    {
        var products = rows.Tables[DossierTable.Products][id].ToList();
        if (products.Count > 0) return Read(products, "opportunityproductid");
        // Quote states: 2 won. Order states: 2 canceled.
        foreach (var quote in rows.Tables[DossierTable.Quotes][id].Where(q => q.Code("statecode") == 2).OrderByDescending(q => q.Instant("modifiedon")))
            if (Read(quote.Many("quote_details"), "quotedetailid") is { Count: > 0 } lines) return lines;
        foreach (var order in rows.Tables[DossierTable.Orders][id].Where(o => o.Code("statecode") != 2).OrderByDescending(o => o.Instant("createdon")))
            if (Read(order.Many("order_details"), "salesorderdetailid") is { Count: > 0 } lines) return lines;
        return [];
    }

    private static List<OrderLine> Read(IEnumerable<Row> rows, string key) => [.. rows
        .Where(r => r.Id(key) is not null)
        .OrderBy(r => r.Number("lineitemnumber") ?? r.Number("sequencenumber") ?? decimal.MaxValue).ThenBy(r => r.Id(key))
        .Select(r => Line(r, r.Id(key)!.Value))];

    private static OrderLine Line(Row row, Guid id)
    {
        // A write-in product has no row in the catalogue: its name is the description typed on the line.
        var writeIn = row.Flag("isproductoverridden") == true;
        var product = (writeIn ? row.Words("productdescription") : row.Label("_productid_value") ?? row.Words("productname"))
            ?? row.Words("productname") ?? row.Words("productdescription") ?? "Unnamed product";
        return new OrderLine(
            id.ToString("D"), product, row.Words("description") ?? (writeIn ? null : row.Words("productdescription") is { } d && d != product ? d : null),
            row.Number("quantity"), row.Number("priceperunit"), DiscountPercent(row))
        {
            Billing = row.Label("_uomid_value")?.ToUpperInvariant() switch
            {
                "MONTH" or "MONTHLY" => "month",
                "YEAR" or "YEARLY" or "ANNUAL" => "year",
                _ => null,
            },
        };
    }

    /// <summary>
    /// The share of the line's price that was let off: the volume discount is a unit's, the manual discount is the whole
    /// line's (opportunityproduct table reference). To six places where it does not come out even.
    /// </summary>
    private static decimal? DiscountPercent(Row row)
    {
        var manual = row.Number("manualdiscountamount");
        var volume = row.Number("volumediscountamount");
        if (manual is null && volume is null) return null;
        if (row.Number("quantity") is not { } quantity || row.Number("priceperunit") is not { } price) return null;
        try
        {
            var full = price * quantity;
            if (full <= 0) return null;
            var percent = ((manual ?? 0) + ((volume ?? 0) * quantity)) * 100 / full;
            return percent is < 0 or > 100 ? null : Math.Round(percent, 6) / 1.0000000000000000000000000000m;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
