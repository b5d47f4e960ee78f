import GatehouseJSON
import GatehouseProtocol

/// How far a call has come.
struct ProgressReport: Sendable {
    let progress: Double
    let total: Double?
    let message: String?

    /// The report as `notifications/progress`; messages came with 2025-03-26.
    func notification(_ token: ProgressToken, _ revision: ProtocolRevision) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", Method.progress)
        writer.name(literal: "params")
        writer.beginObject()
        writer.member("progressToken", token)
        writer.member("progress", progress)
        if let total, total.isFinite { writer.member("total", total) }
        if revision >= .v2025_03_26 { writer.member("message", ifPresent: message) }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
