import Gatehouse
import GatehouseAudit
import GatehouseJSON

/// Writes entries of an audit log for a person, or as they are.
struct AuditEntryText {
    let format: OutputFormat

    /// The members that stand first, without their names.
    private static let leading = ["time", "kind", "event", "caller", "method", "name", "outcome"]
    private static let left: Set<String> = ["seq", "previous", "hash", "access", "arguments", "details"]

    /// An entry on one line.
    func line(_ line: AuditLine) -> String {
        guard format.resolved(isTerminal: StandardStream.output.isTerminal) != .json else {
            let text = String(decoding: line.bytes, as: UTF8.self)
            return (StandardStream.output.isTerminal ? TerminalText.safe(text) : text) + "\n"
        }
        guard let entry = line.entry, let number = entry["seq"] else {
            return TerminalText.line(String(decoding: line.bytes, as: UTF8.self), width: 400) + "\n"
        }
        var words = ["\(number)"]
        words += Self.leading.compactMap { entry[$0].map(Self.text) }
        if case .object(let access)? = entry["access"] { words.append(Self.text(access)) }
        for member in entry where !Self.leading.contains(member.name) && !Self.left.contains(member.name) {
            words.append("\(member.name)=\(Self.text(member.value))")
        }
        for name in ["arguments", "details"] { if let value = entry[name] { words.append("\(name)=\(value)") } }
        return TerminalText.line(words.joined(separator: " "), width: 2_000) + "\n"
    }

    private static func text(_ access: JSONObject) -> String {
        let words = ["outcome", "basis", "rule", "dry_run"].compactMap { access[$0].map(text) }
        return "access=" + words.joined(separator: "/")
    }

    private static func text(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return "\(value)"
    }
}
