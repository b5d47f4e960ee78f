import Gatehouse

/// A message whose sender is suspended until there is room for it.
struct WaitingMessage {
    let ticket: SendTicket
    let message: StreamMessage
    let fields: [Reply.Field]
    /// Resumed with whether the message was written.
    let sender: CheckedContinuation<Bool, Never>
}
