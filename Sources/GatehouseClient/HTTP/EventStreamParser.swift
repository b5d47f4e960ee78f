/// Reads Server-Sent Events (HTML Standard, section 9.2.6) out of bytes that come in pieces of whatever size.
///
/// Beyond the standard, an event without data is given where it has an id, because a server primes a client so for
/// resumption (basic/transports, 2025-11-25).
struct EventStreamParser {
    /// An event is longer than the bound.
    struct TooLarge: Error, Sendable, Hashable {
        let maximum: Int
    }

    private let maximum: Int
    private var line: [UInt8] = []
    private var event = ServerSentEvent()
    private var hasData = false
    private var hasID = false
    private var endedWithReturn = false
    private var isFirstLine = true
    /// The last event id that the stream named; stays from event to event.
    private(set) var lastEventID: String?
    /// How long the server wants a client to wait before it connects again, in milliseconds.
    private(set) var retryMilliseconds: Int?

    /// Makes a parser of events of at most that many bytes.
    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Takes the next piece.
    ///
    /// - Returns: The events that the piece completes.
    /// - Throws: ``TooLarge`` where a line or an event is beyond the bound; the parser is of no use afterwards.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(TooLarge) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n") where endedWithReturn:
                endedWithReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedWithReturn = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                endedWithReturn = false
                guard line.count + event.data.count < maximum else { throw TooLarge(maximum: maximum) }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: line.capacity <= 65_536) }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        if line.isEmpty { return endEvent() }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        var value = line.dropFirst(name.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        take(String(decoding: name, as: UTF8.self), value)
        return nil
    }

    private mutating func take(_ name: String, _ value: ArraySlice<UInt8>) {
        switch name {
        case "data":
            if hasData { event.data.append(UInt8(ascii: "\n")) }
            event.data.append(contentsOf: value)
            hasData = true
        case "event": event.type = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0):
            lastEventID = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
            hasID = true
        case "retry":
            guard !value.isEmpty, value.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return
            }
            retryMilliseconds = Int(String(decoding: value, as: UTF8.self)) ?? retryMilliseconds
        default: break
        }
    }

    private mutating func endEvent() -> ServerSentEvent? {
        defer {
            event = ServerSentEvent()
            hasData = false
            hasID = false
        }
        guard !event.data.isEmpty || hasID else { return nil }
        if event.type.isEmpty { event.type = "message" }
        event.id = lastEventID
        return event
    }
}
