/// Reads Server-Sent Events (HTML Standard, section 9.2.6) out of bytes that come in pieces of whatever size.
///
/// Only events with data are given; names, ids and reconnection times do not matter to a client that never resumes.
struct EventStreamParser {
    /// An event is longer than the bound.
    struct TooLarge: Error, Sendable, Hashable {
        let maximum: Int
    }

    private let maximum: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var endedWithReturn = false
    private var isFirstLine = true

    /// Makes a parser of events of at most that many bytes.
    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Takes the next piece.
    ///
    /// - Returns: The data of each event that the piece completes.
    /// - Throws: ``TooLarge`` where a line or an event is beyond the bound; the parser is of no use afterwards.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(TooLarge) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n") where endedWithReturn:
                endedWithReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedWithReturn = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                endedWithReturn = false
                guard line.count + data.count < maximum else { throw TooLarge(maximum: maximum) }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        if line.isEmpty { return endEvent() }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        var value = line.dropFirst(name.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        guard name.elementsEqual("data".utf8) else { return nil }
        if hasData { data.append(UInt8(ascii: "\n")) }
        data.append(contentsOf: value)
        hasData = true
        return nil
    }

    private mutating func endEvent() -> [UInt8]? {
        defer {
            data = []
            hasData = false
        }
        return data.isEmpty ? nil : data
    }
}
