import Gatehouse
import Synchronization

/// Keeps the records of requests.
final class SeenRequests: RequestObserver {
    private let kept = Mutex<[RequestRecord]>([])
    let wantsSteps: Bool

    init(wantsSteps: Bool = false) {
        self.wantsSteps = wantsSteps
    }

    var records: [RequestRecord] { kept.withLock { $0 } }

    func observe(_ record: RequestRecord) {
        kept.withLock { $0.append(record) }
    }
}
