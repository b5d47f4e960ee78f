import SwiftDiagnostics

/// What a diagnostic of these macros says.
struct ExpansionMessage: DiagnosticMessage {
    let message: String
    let diagnosticID: MessageID
    let severity: DiagnosticSeverity

    init(_ message: String, id: String, severity: DiagnosticSeverity = .error) {
        self.message = message
        self.diagnosticID = MessageID(domain: "Gatehouse", id: id)
        self.severity = severity
    }
}
