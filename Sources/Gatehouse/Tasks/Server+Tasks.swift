import GatehouseJSON
import GatehouseProtocol

// How tasks of before the server's last end run again.

extension Server {
    /// Takes up the tasks that the server left when it ended, in the background.
    func takeUpTasks() {
        _ = tasks.setStopping(false)
        guard registry.snapshot.offersTasks else { return }
        tasks.startSweeping()
        // The task ends with the last of what was left; nobody has to wait for it.
        Task {
            await tasks.recover { record, origin in
                // Each waits for its function, which may take as long as a task may; it is known by the service meanwhile.
                Task { await self.rerun(record, origin) }
            }
        }
    }

    /// Runs a task again, by the path that its call walked: everything about it is checked again.
    private func rerun(_ record: TaskRecord, _ origin: TaskOrigin) async {
        if let withdrawal = await blueprint.authenticator.withdrawal(of: origin.principal),
            withdrawal.kind == .takenBack
        {
            return await end(
                record,
                with: .cancelled(
                    message: "The task was cancelled: the credential that began it was taken back."))
        }
        do throws(Refusal) {
            switch try await callAgain(record, origin) {
            case .task: return
            // The function did not begin to run: its arguments, or what it needs, are not what they were.
            case .tool(let outcome):
                await end(record, with: .completed(encoded(outcome, origin.revision), isError: outcome.isError))
            default: await end(record, with: .interrupted("The task could not run again"))
            }
        } catch {
            guard error.status != Refusal.abandonedStatus else { return }
            await end(
                record, with: .failed(error.error, message: "The task could not run again: \(error.error.message)"))
        }
    }

    private func end(_ record: TaskRecord, with event: TaskEvent) async {
        await tasks.end(LiveTask(id: record.id, owner: record.owner, isRestartable: false), with: event)
    }
}

extension TaskOrigin {
    /// The call as a request, without header fields that mirror it.
    var head: RequestHead {
        var head = RequestHead(transport: .inProcess, remoteAddress: remoteAddress)
        head.fields = fields.map { ($0.name, $0.value) }
        return head
    }

    /// The call's message, in the words of the latest revision; the task's result follows ``revision``.
    var message: [UInt8] {
        var meta: JSONObject = [
            MetaKey.protocolVersion: .string(ProtocolRevision.latest.text),
            MetaKey.clientCapabilities: .object(capabilities),
        ]
        if let toolVersion { meta[ComponentMeta.version] = .string(toolVersion) }
        let message: JSONValue = [
            "jsonrpc": "2.0", "id": "task", "method": .string(Method.callTool),
            "params": ["name": .string(tool), "arguments": .object(arguments), "_meta": .object(meta)],
        ]
        return message.jsonBytes
    }
}
