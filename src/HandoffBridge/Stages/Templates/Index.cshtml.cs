using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace HandoffBridge.Stages.Templates;

/// <summary>The templates, which of them were changed, and what is wrong with them.</summary>
public sealed class IndexModel(SaveTemplate save, BriefTemplates templates) : BridgePage
{
    /// <summary>All templates.</summary>
    public IReadOnlyList<TemplateFile> Files { get; private set; } = [];

    /// <summary>What did not pass the check, in sentences.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Lists.</summary>
    public IActionResult OnGet()
    {
        if (!AccessRules.MayDefine(Viewer)) return NotFound();
        (Files, Faults) = (save.List(), templates.Faults);
        return Page();
    }
}
