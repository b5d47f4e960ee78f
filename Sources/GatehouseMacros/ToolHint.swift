/// What a tool does to its environment, told to clients as an annotation (server/tools, "Tool", 2026-07-28).
///
/// Clients are told to trust annotations of trusted servers alone; nothing is enforced by them.
public struct ToolHint: Sendable, Hashable {
    private let name: String

    /// It changes nothing (`readOnlyHint`).
    public static let readOnly = ToolHint(name: "readOnly")
    /// It may remove or overwrite something (`destructiveHint`).
    public static let destructive = ToolHint(name: "destructive")
    /// It only adds (`destructiveHint: false`).
    public static let additive = ToolHint(name: "additive")
    /// A second call with the same arguments changes nothing more (`idempotentHint`).
    public static let idempotent = ToolHint(name: "idempotent")
    /// It deals with systems outside, as the web (`openWorldHint`).
    public static let openWorld = ToolHint(name: "openWorld")
    /// It deals with what the server has alone (`openWorldHint: false`).
    public static let closedWorld = ToolHint(name: "closedWorld")
}
