/// The events of sessions, within bounds: the oldest of a session make room for its new ones, and where all sessions
/// together have too much, the session whose last event is the oldest loses all of its own.
struct EventArchive {
    private struct Stream {
        var events: [StoredEvent] = []
        var isFinished = false
    }

    private struct Session {
        var record: SessionRecord?
        var streams: [String: Stream] = [:]
        /// The streams of the events, in the order in which these came.
        var order: [String] = []
        /// How much of the order's beginning is used up.
        var dropped = 0
        var byteCount = 0
        var lastUse: UInt64 = 0

        var eventCount: Int { order.count - dropped }
    }

    private let limits: MemoryEventStore.Limits
    private var sessions: [String: Session] = [:]
    private var uses: UInt64 = 0
    private(set) var byteCount = 0
    private(set) var count = 0

    init(limits: MemoryEventStore.Limits) {
        self.limits = limits
    }

    mutating func keep(_ record: SessionRecord) {
        if sessions[record.id] == nil, sessions.count >= limits.maximumSessions { removeOldest(but: record.id) }
        uses += 1
        sessions[record.id, default: Session()].record = record
        sessions[record.id]?.lastUse = uses
    }

    func record(of id: String) -> SessionRecord? {
        sessions[id]?.record
    }

    mutating func remove(_ id: String) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        byteCount -= session.byteCount
        count -= session.eventCount
    }

    mutating func append(_ event: StoredEvent, to stream: String, of id: String, isLast: Bool) {
        if sessions[id] == nil, sessions.count >= limits.maximumSessions { removeOldest(but: id) }
        uses += 1
        var session = sessions.removeValue(forKey: id) ?? Session()
        (byteCount, count) = (byteCount - session.byteCount, count - session.eventCount)
        session.lastUse = uses
        session.streams[stream, default: Stream()].events.append(event)
        if isLast { session.streams[stream]?.isFinished = true }
        session.order.append(stream)
        session.byteCount += event.message.count
        trim(&session)
        sessions[id] = session
        (byteCount, count) = (byteCount + session.byteCount, count + session.eventCount)
        while byteCount > limits.maximumBytes, sessions.count > 1 || count > 0 {
            guard removeEvents(but: id) else { break }
        }
    }

    func stream(_ stream: String, of id: String, after number: UInt64) -> StoredStream? {
        guard let stream = sessions[id]?.streams[stream] else { return nil }
        return StoredStream(events: stream.events.filter { $0.number > number }, isFinished: stream.isFinished)
    }

    private func trim(_ session: inout Session) {
        while session.eventCount > 0,
            session.byteCount > limits.maximumBytesPerSession || session.eventCount > limits.maximumEventsPerSession
        {
            let stream = session.order[session.dropped]
            session.dropped += 1
            if let first = session.streams[stream]?.events.first {
                session.streams[stream]?.events.removeFirst()
                session.byteCount -= first.message.count
            }
            if session.streams[stream]?.events.isEmpty == true { session.streams[stream] = nil }
        }
        guard session.dropped > 64, session.dropped * 2 > session.order.count else { return }
        session.order.removeFirst(session.dropped)
        session.dropped = 0
    }

    /// Drops the events of the session that was used the longest ago, of the given one only where it alone has any.
    private mutating func removeEvents(but id: String) -> Bool {
        let others = sessions.filter { $0.key != id && $0.value.eventCount > 0 }
        guard let oldest = others.min(by: { $0.value.lastUse < $1.value.lastUse })?.key ?? Optional(id),
            var session = sessions[oldest], session.eventCount > 0
        else { return false }
        byteCount -= session.byteCount
        count -= session.eventCount
        session.streams = [:]
        session.order = []
        (session.dropped, session.byteCount) = (0, 0)
        sessions[oldest] = session
        return true
    }

    private mutating func removeOldest(but id: String) {
        let others = sessions.filter { $0.key != id }
        if let oldest = others.min(by: { $0.value.lastUse < $1.value.lastUse })?.key { remove(oldest) }
    }
}
