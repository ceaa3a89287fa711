namespace HandoffBridge.Stages.Notices;

/// <summary>What people are told of. Each has a sentence in templates/notices and a text "notice.KIND".</summary>
public static class NoticeKinds
{
    /// <summary>AE: the form is open.</summary>
    public const string Form = "form";
    /// <summary>AE: the form still waits.</summary>
    public const string Reminder = "reminder";
    /// <summary>Manager: the form is late.</summary>
    public const string Escalation = "escalation";
    /// <summary>AE and CSM: the brief went on without the form.</summary>
    public const string Overdue = "overdue";
    /// <summary>CSM: this customer is yours.</summary>
    public const string Assigned = "assigned";
    /// <summary>Lead: no rule gave the handoff to anybody.</summary>
    public const string Unassigned = "unassigned";
    /// <summary>CSM: the AE confirmed the brief.</summary>
    public const string Confirmed = "confirmed";
    /// <summary>CSM: the deal was re-opened.</summary>
    public const string Retracted = "retracted";
    /// <summary>AE: the CSM asks.</summary>
    public const string Question = "question";
    /// <summary>CSM: the AE answered.</summary>
    public const string Answer = "answer";
    /// <summary>AE: the CSM returned the handoff.</summary>
    public const string Returned = "returned";
    /// <summary>CSM: something changed after acceptance.</summary>
    public const string Changed = "changed";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Form, Reminder, Escalation, Overdue, Assigned, Unassigned, Confirmed, Retracted, Question, Answer, Returned, Changed];

    /// <summary>Kinds that ask for the form: pointless once it was handed in.</summary>
    internal static bool AsksForForm(string kind) => kind is Form or Reminder or Escalation;
}
