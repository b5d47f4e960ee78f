/// Is told of every request once it is answered.
///
/// It is called on the request's own path, so it must be quick: hand over, do not wait.
public protocol RequestObserver: Sendable {
    /// Whether the durations of the single steps are wanted, which costs ten readings of the clock a request.
    var wantsSteps: Bool { get }

    /// Takes note of a request.
    func observe(_ record: RequestRecord)
}
