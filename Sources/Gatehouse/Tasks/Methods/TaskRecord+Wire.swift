import GatehouseJSON
import GatehouseProtocol

extension TaskRecord {
    /// The task as it is told since 2026-07-28, without what it has beyond where it stands.
    var wire: WireTask {
        WireTask(
            taskId: id, status: status, statusMessage: message, createdAt: Instant.text(milliseconds: createdAt),
            lastUpdatedAt: Instant.text(milliseconds: updatedAt), ttlMs: timeToLive?.timeToLive,
            pollIntervalMs: pollInterval.timeToLive)
    }

    /// The task as revision 2025-11-25 tells it.
    var legacyWire: LegacyTask {
        LegacyTask(
            taskId: id, status: legacyStatus, statusMessage: message, createdAt: Instant.text(milliseconds: createdAt),
            lastUpdatedAt: Instant.text(milliseconds: updatedAt), ttl: timeToLive?.timeToLive,
            pollInterval: pollInterval.timeToLive)
    }

    /// Where the task stands in the eyes of revision 2025-11-25, to which a result that reports an error is a failure.
    var legacyStatus: TaskStatus { resultIsError ? .failed : status }

    /// Writes the members of `DetailedTask`: the result stands in it as it would have stood in the response.
    func writeState(to writer: inout JSONWriter) {
        wire.encodeMembers(to: &writer)
        if status == .inputRequired {
            let requests = InputRequests(outstanding.map { ($0.key, $0.request) }) { first, _ in first }
            writer.member("inputRequests", requests)
        }
        if let result {
            writer.name(literal: "result")
            writer.raw(result)
        }
        writer.member("error", ifPresent: error)
    }

    /// The result with the task's name in its `_meta` (basic/utilities/tasks, "Related Task Metadata", 2025-11-25).
    func relatedResult(_ result: [UInt8]) -> [UInt8] {
        guard case .object(var object)? = try? JSONValue(parsing: result, limits: .output) else { return result }
        var meta = object["_meta"]?.objectValue ?? [:]
        meta[MetaKey.relatedTask] = ["taskId": .string(id)]
        object["_meta"] = .object(meta)
        return JSONValue.object(object).jsonBytes
    }
}
