import Gatehouse

/// A client that listens, and what it has heard.
struct Listening: Sendable {
    let sent: SentMessages
    let task: Task<Answer, Never>

    /// The methods of what was heard, in order.
    var methods: [String] { sent.messages.compactMap { $0["method"]?.stringValue } }
    /// What the server agreed to.
    var honoured: JSONValue? { sent.messages.first?["params"]?["notifications"] }
    /// The URIs of the updates that were heard, in order.
    var updated: [String] { sent.messages.compactMap { $0["params"]?["uri"]?.stringValue } }

    /// Waits until so many messages were heard.
    func hears(_ count: Int) async -> Bool { await eventually { sent.count >= count } }

    /// Goes away, and waits until the server has noticed.
    func leave() async -> Answer {
        task.cancel()
        return await task.value
    }
}

extension Ask {
    static func listen(_ filter: JSONValue, as caller: String = "alice") -> Ask {
        modern("subscriptions/listen", ["notifications": filter], as: caller)
    }
}

extension Server {
    /// Begins to listen, and waits for the acknowledgment or the refusal.
    func listening(_ ask: Ask, to sent: SentMessages = SentMessages()) async -> Listening {
        let over = Gate()
        let task = Task {
            let answer = await self.answer(ask, stream: sent)
            await over.wait()
            return answer
        }
        over.open()
        let listening = Listening(sent: sent, task: task)
        _ = await eventually { sent.count > 0 || over.arrived > 0 }
        return listening
    }

    func listening(_ filter: JSONValue, as caller: String = "alice") async -> Listening {
        await listening(.listen(filter, as: caller))
    }
}

extension ServerOptions {
    /// Options under which changes are told with hardly a pause.
    static func listening(_ change: (inout ServerOptions) -> Void = { _ in }) -> ServerOptions {
        var options = ServerOptions()
        options.subscriptions.interval = .milliseconds(1)
        change(&options)
        return options
    }
}
