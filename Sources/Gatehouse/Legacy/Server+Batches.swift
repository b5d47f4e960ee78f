import GatehouseJSON
import GatehouseProtocol

/// Batches of messages, which revision 2025-03-26 has and no other (basic/index, "Batching", 2025-03-26).
extension Server {
    /// How many messages a batch may hold.
    static let maximumBatch = 64

    /// Answers a batch: each message walks the whole path by itself, all at the same time.
    ///
    /// - Returns: Nothing where the body is no batch, or its session is of a revision that has none.
    func answerBatch(_ caller: Authenticated, _ stream: (any ReplyStream)?) async throws(Refusal) -> Reply? {
        let received = caller.received
        guard received.body.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "["),
            received.head.sessionID.count == 1, let id = received.head.sessionID.first,
            let session = sessions.use(id, by: caller.principal.identity), session.revision == .v2025_03_26
        else { return nil }
        let messages = try messages(received.body)
        guard received.head.transport.hasHeaderFields, !(stream is SessionStream) else {
            return Self.reply(to: await answers(messages, caller, stream))
        }
        let exchange = SessionExchange(session: session, request: nil, reply: stream, head: received.head)
        let task = Task.immediate(executorPreference: received.head.executor) {
            let answers = await self.answers(messages, caller, exchange)
            if exchange.isOpen {
                for answer in answers.dropLast() { await exchange.send(answer) }
                await exchange.conclude(Reply(status: 200, body: answers.last))
            } else {
                await exchange.conclude(Self.reply(to: answers))
            }
        }
        let call = RunningCall()
        call.note(task)
        return await exchange.response()
    }

    /// The messages of a batch, each as its bytes.
    private func messages(_ body: [UInt8]) throws(Refusal) -> [[UInt8]] {
        let text: JSONText
        do throws(JSONParseError) {
            text = try JSONScanner.check(body, limits: limits)
        } catch {
            throw Refusal(.decode, status: 400, error: JSONRPCError(.parseError, "Parse error: \(error)"))
        }
        let messages = text.elements
        guard !messages.isEmpty else { throw .invalidRequest("a batch must not be empty") }
        guard messages.count <= Self.maximumBatch else {
            throw .invalidRequest("a batch has at most \(Self.maximumBatch) messages, not \(messages.count)")
        }
        for message in messages {
            guard message.kind == .object else {
                throw .invalidRequest("a batch holds messages, which are objects, not \(message.value.kind.phrase)")
            }
            guard message.member("method")?.value != .string(Method.initialize) else {
                throw .invalidRequest("initialize must not be part of a batch")
            }
        }
        return messages.map { $0.value.jsonBytes }
    }

    /// The responses to messages, in the order in which they are there.
    private func answers(
        _ messages: [[UInt8]], _ caller: Authenticated, _ stream: (any ReplyStream)?
    ) async -> [[UInt8]] {
        let received = caller.received
        let carried = messages.map { caller.carrying(received.carrying($0, head: received.head)) }
        return await withTaskGroup(of: [UInt8]?.self) { group in
            for message in carried {
                group.addTask { await self.reply(to: message, stream: stream).body }
            }
            var answers: [[UInt8]] = []
            for await answer in group { if let answer { answers.append(answer) } }
            return answers
        }
    }

    /// Responses as one array; nothing where all messages were notifications and responses.
    private static func reply(to answers: [[UInt8]]) -> Reply {
        guard !answers.isEmpty else { return Reply(status: 202) }
        var body = [UInt8(ascii: "[")]
        for (place, answer) in answers.enumerated() {
            if place > 0 { body.append(UInt8(ascii: ",")) }
            body += answer
        }
        body.append(UInt8(ascii: "]"))
        return Reply(status: 200, body: body)
    }
}

extension JSONText {
    /// The elements of an array; none where this is no array.
    fileprivate var elements: [JSONText] {
        withReader { reader in
            guard (try? reader.beginArray()) != nil else { return [] }
            var elements: [JSONText] = []
            while reader.nextElement() { elements.append(reader.readText(of: self)) }
            return elements
        }
    }
}
