import Gatehouse

/// A responder that answers as the test says, and echoes where it says nothing.
struct StubResponder: RequestResponder {
    var refusal: @Sendable (RequestHead) -> Reply? = { _ in nil }
    var answer: @Sendable (RequestHead, [UInt8], (any ReplyStream)?) async -> Reply = { _, body, _ in
        Reply(status: 200, body: body)
    }

    func refuse(_ head: RequestHead) -> Reply? { refusal(head) }

    func respond(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply {
        await answer(head, body, stream)
    }
}
