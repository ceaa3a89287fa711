namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Names of the choice account.industrycode by value (account table reference): labels are in the calling user's language and may be renamed.</summary>
internal static class Industries
{
    private static readonly string[] Names =
    [
        "Accounting", "Agriculture and Non-petrol Natural Resource Extraction", "Broadcasting Printing and Publishing", "Brokers", "Building Supply Retail",
        "Business Services", "Consulting", "Consumer Services", "Design, Direction and Creative Management", "Distributors, Dispatchers and Processors",
        "Doctor's Offices and Clinics", "Durable Manufacturing", "Eating and Drinking Places", "Entertainment Retail", "Equipment Rental and Leasing", "Financial",
        "Food and Tobacco Processing", "Inbound Capital Intensive Processing", "Inbound Repair and Services", "Insurance", "Legal Services",
        "Non-Durable Merchandise Retail", "Outbound Consumer Service", "Petrochemical Extraction and Distribution", "Service Retail", "SIG Affiliations",
        "Social Services", "Special Outbound Trade Contractors", "Specialty Realty", "Transportation", "Utility Creation and Distribution", "Vehicle Retail", "Wholesale",
    ];

    /// <summary>The name of a standard value; null for a customer's own.</summary>
    public static string? Name(int? code) => code is >= 1 and <= 33 ? Names[code.Value - 1] : null;
}
