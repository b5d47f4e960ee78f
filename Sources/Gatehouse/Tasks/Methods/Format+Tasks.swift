import GatehouseJSON
import GatehouseProtocol

extension Format {
    /// Writes the result of a request about tasks.
    func write(_ answer: TaskAnswer, _ revision: ProtocolRevision, to writer: inout JSONWriter) {
        guard revision.isModern else { return writeLegacy(answer, revision, to: &writer) }
        writer.beginObject()
        switch answer {
        case .created(let record):
            writer.member("resultType", ResultType.task)
            record.wire.encodeMembers(to: &writer)
        case .state(let record):
            writer.member("resultType", ResultType.complete)
            record.writeState(to: &writer)
        // Neither results nor lists are asked for in this revision.
        case .acknowledged, .result, .page: writer.member("resultType", ResultType.complete)
        }
        writeMeta(nil, revision, to: &writer)
        writer.endObject()
    }

    /// The results of revision 2025-11-25.
    private func writeLegacy(_ answer: TaskAnswer, _ revision: ProtocolRevision, to writer: inout JSONWriter) {
        switch answer {
        case .created(let record): writer.value(LegacyCreateTaskResult(task: record.legacyWire))
        case .state(let record): writer.value(record.legacyWire)
        case .acknowledged: writer.value(JSONObject())
        case .result(let record): writer.raw(record.relatedResult(record.result ?? Array("{}".utf8)))
        case .page(let records, let next):
            writer.value(
                ListTasksResult(
                    tasks: records.map(\.legacyWire), nextCursor: next.map { cursors.text($0, in: TaskList.own) }))
        }
    }

    /// The result of a call, as it stands in a response of a revision.
    func result(_ outcome: ToolOutcome, _ revision: ProtocolRevision) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        write(outcome, revision, to: &writer)
        return writer.bytes
    }
}
