import Gatehouse
import Logging

/// Logs requests while the level of the log takes their lines, and how long each step took while it takes those.
struct ThresholdRequestLog: RequestObserver {
    let log: JSONRequestLog
    let threshold: LogThreshold

    var wantsSteps: Bool { threshold.level <= .debug }

    func observe(_ record: RequestRecord) {
        guard threshold.level <= .info else { return }
        log.observe(record)
    }
}
