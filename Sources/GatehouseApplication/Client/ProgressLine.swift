import GatehouseClient
import GatehouseJSON
import GatehouseProtocol

/// Writes a call's notifications for the person who waits for it.
enum ProgressLine {
    /// The line for a notification; nothing for one that says nothing to people.
    static func text(of notification: ServerNotification) -> String? {
        switch notification.method {
        case Method.progress: return progress(notification.params)
        case Method.message: return message(notification.params)
        default: return nil
        }
    }

    private static func progress(_ parameters: JSONObject) -> String? {
        guard let progress = parameters["progress"], progress.doubleValue != nil else { return nil }
        var parts = [progress.description]
        if let total = parameters["total"], total.doubleValue != nil { parts[0] += "/\(total.description)" }
        if let message = parameters["message"]?.stringValue { parts.append(TerminalText.line(message, width: 200)) }
        return parts.joined(separator: " ")
    }

    private static func message(_ parameters: JSONObject) -> String? {
        guard let data = parameters["data"], let level = parameters["level"]?.stringValue else { return nil }
        return TerminalText.line("\(level): \(data.stringValue ?? data.description)", width: 200)
    }
}
