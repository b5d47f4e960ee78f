import GatehouseProtocol
import Synchronization

extension LegacySession {
    /// The resources that the client is subscribed to.
    var subscribedURIs: [String] { state.withLock { $0.uris.sorted() } }

    func subscribe(_ uri: String) throws(SubscriptionRefusal) {
        guard let surroundings, let subscription else { return }
        try surroundings.hub.add(uri: uri, to: subscription)
        state.withLock { _ = $0.uris.insert(uri) }
    }

    func unsubscribe(_ uri: String) {
        guard let surroundings, let subscription else { return }
        surroundings.hub.remove(uri: uri, from: subscription)
        state.withLock { _ = $0.uris.remove(uri) }
    }

    /// Tells the client of what changes on the server, until the task is cancelled or the server drains.
    func feed(_ stream: any ReplyStream, _ reader: ResourceReader) async {
        guard let subscription else { return }
        do throws(StreamClosed) {
            while true {
                switch await subscription.next() {
                case .acknowledge: continue
                case .tell(let event):
                    guard let message = await message(event, reader) else { continue }
                    try await stream.send(message, fields: [])
                case .end:
                    releaseStandingStream()
                    return
                case .cancelled: return
                }
            }
        } catch {
            // The client is gone; what ends its connection ends this, too.
        }
    }

    private func message(_ event: SubscriptionEvent, _ reader: ResourceReader) async -> [UInt8]? {
        switch event {
        case .listChanged(let kind):
            return kind.notifications.first.map { Notice.listChanged($0, nil) }
        case .resourceUpdated(let uri):
            guard await surroundings?.visibility.isVisible(uri.text, to: reader) == true else { return nil }
            return Notice.resourceUpdated(uri.text, nil)
        case .taskChanged(let task):
            guard let status = await surroundings?.tasks.status(of: task.text, for: reader.principal) else {
                return nil
            }
            if status.status.isTerminal, let subscription { surroundings?.hub.remove(task: task, from: subscription) }
            return Notice.taskStatus(status)
        }
    }

    /// Has the client told what becomes of a task that it made, on the stream for what belongs to no request
    /// (basic/utilities/tasks, "Task Status Notification", 2025-11-25, which leaves it to the server). Where it has too many
    /// tasks that have not ended it is not told of the rest.
    func follow(task id: String) {
        guard let surroundings, let subscription, revision == .v2025_11_25 else { return }
        surroundings.hub.add(task: ExactString(id), to: subscription)
        // Something may have become of it meanwhile.
        surroundings.hub.taskChanged(id)
    }
}
