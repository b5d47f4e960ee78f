import Gatehouse
import NIOCore

/// Reads requests of HTTP/1.1 from bytes as they arrive.
///
/// A state machine without a channel or a clock. Bytes may come in any pieces; it takes from the buffer what it has
/// understood, leaves the rest, and never holds more than the limits allow.
struct RequestReader {
    enum Event {
        /// There is nothing more to be understood from the bytes so far.
        case needsMore
        /// The header section is complete.
        case head(ReceivedHead)
        /// The body is complete. The next bytes are the next request's.
        case complete
        /// The peer broke a rule or a limit. Nothing that follows can be understood.
        case refused(HTTPRefusal)
    }

    enum State {
        case requestLine
        case fields
        case body(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailer
        /// A head that came in frames and has not been told of yet, and whether the request ends with it.
        indirect case framedHead(Result<ReceivedHead, HTTPRefusal>, isWhole: Bool)
        /// The body of such a request, and whether all of it has come.
        case framedBody(isWhole: Bool)
        case refused
    }

    let limits: HTTPLimits
    /// A head with what is known of every request's sender.
    private let peer: RequestHead
    private let wanted: TransportFields.Wanted
    private let keptFields: () -> Set<String>
    var state = State.requestLine
    /// The bytes of an unfinished line that have been searched for its end.
    private var searched = 0
    /// Header or trailer fields so far, and the bytes of their lines.
    private var fields = 0
    private var fieldBytes = 0
    private var hasSkippedLine = false
    /// The head so far; where the request was refused within it, what had come.
    var draft: HeadDraft
    /// The body so far, unless it is thrown away.
    var body: [UInt8] = []
    /// The body's bytes so far.
    var bodyBytes = 0
    /// The bytes of chunk extensions so far.
    var extensionBytes = 0
    /// Whether the body is thrown away as it comes.
    var discardsBody = false

    /// - Parameters:
    ///   - peer: A head with what is known of the sender, which every request's head tells.
    ///   - wanted: The fields that the transport itself does something with.
    ///   - keptFields: The names, in lower case, of the header fields that the heads keep as they came. They are
    ///     asked for with every request line, because what needs them may change between two requests.
    init(
        limits: HTTPLimits, peer: RequestHead, wanted: TransportFields.Wanted = [],
        keptFields: @autoclosure @escaping () -> Set<String> = []
    ) {
        self.limits = limits
        self.wanted = wanted
        self.peer = peer
        self.keptFields = keptFields
        draft = HeadDraft(peer)
    }

    /// Whether a request's first line has been read and the request is not complete.
    var isWithinRequest: Bool {
        if case .requestLine = state { return false }
        return true
    }

    /// Whether the header section is what comes next or is unfinished.
    var isWithinHead: Bool {
        switch state {
        case .requestLine, .fields: true
        default: false
        }
    }

    /// Understands as much as makes one event.
    mutating func next(_ buffer: inout ByteBuffer) -> Event {
        do {
            return try advance(&buffer)
        } catch {
            state = .refused
            return .refused(error)
        }
    }

    /// Hands out the body and forgets it.
    mutating func takeBody() -> [UInt8] {
        let taken = body
        body = []
        return taken
    }

    /// Forgets what has come of a body that nobody will get.
    mutating func dropBody() {
        body = []
    }

    private mutating func advance(_ buffer: inout ByteBuffer) throws(HTTPRefusal) -> Event {
        while true {
            switch state {
            case .requestLine:
                guard try readRequestLine(&buffer) else { return .needsMore }
            case .fields:
                guard try readFields(&buffer) else { return .needsMore }
                return .head(try finishHead())
            case .trailer:
                guard try readFields(&buffer) else { return .needsMore }
                return complete()
            case .body(let remaining):
                guard let rest = takeBytes(remaining, &buffer) else { return .needsMore }
                if rest == 0 { return complete() }
                state = .body(remaining: rest)
            case .chunkSize, .chunk, .chunkEnd:
                guard try readChunk(&buffer) else { return .needsMore }
            case .framedHead(let head, let isWhole):
                state = .framedBody(isWhole: isWhole)
                return .head(try head.get())
            case .framedBody(let isWhole):
                return try readFramedBody(isWhole, &buffer)
            case .refused:
                return .needsMore
            }
        }
    }

    private mutating func readRequestLine(_ buffer: inout ByteBuffer) throws(HTTPRefusal) -> Bool {
        let longest = RequestLine.methodBytes + limits.targetBytes + RequestLine.otherBytes
        if let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self), first != 0x0D, !ASCII.isToken(first) {
            throw .malformed("The request line does not begin with a method and a space.")
        }
        guard let length = try line(buffer, longest: longest, else: HTTPRefusal.targetTooLong) else { return false }
        if length == 0 {
            // RFC 9112, section 2.2: an empty line before a request is ignored. One, not any number of them.
            guard !hasSkippedLine else { throw .malformed("There are empty lines before the request line.") }
            hasSkippedLine = true
        } else {
            try draft.takeRequestLine(buffer.readableBytesUInt8Span.extracting(first: length), limits: limits)
            draft.keptFields = keptFields()
            draft.wanted = wanted
            state = .fields
        }
        consumeLine(length, &buffer)
        return true
    }

    private mutating func finishHead() throws(HTTPRefusal) -> ReceivedHead {
        let head = try draft.finish(limits: limits)
        (fields, fieldBytes, hasSkippedLine) = (0, 0, false)
        (bodyBytes, extensionBytes, discardsBody) = (0, 0, false)
        draft = HeadDraft(peer)
        switch head.body {
        case .none: state = .body(remaining: 0)
        case .length(let length): state = .body(remaining: length)
        case .chunked: state = .chunkSize
        }
        return head
    }

    /// A draft for a head that comes in frames.
    func framedDraft() -> HeadDraft {
        var draft = HeadDraft(peer)
        draft.keptFields = keptFields()
        draft.wanted = wanted
        return draft
    }

    mutating func complete() -> Event {
        state = .requestLine
        (fields, fieldBytes) = (0, 0)
        return .complete
    }

    /// Takes the lines that have come of a header or trailer section, and returns whether that was all of it.
    private mutating func readFields(_ buffer: inout ByteBuffer) throws(HTTPRefusal) -> Bool {
        var taken = 0
        let isWhole = try readFields(buffer.readableBytesUInt8Span, &taken)
        buffer.moveReaderIndex(forwardBy: taken)
        return isWhole
    }

    private mutating func readFields(_ bytes: borrowing Span<UInt8>, _ taken: inout Int) throws(HTTPRefusal) -> Bool {
        while true {
            let left = limits.headerBytes - fieldBytes
            let start = taken
            guard let length = try line(bytes, from: start, longest: left - 2, else: HTTPRefusal.headerTooLarge) else {
                return false
            }
            taken += length + 2
            fieldBytes += length + 2
            searched = 0
            if length == 0 { return true }
            fields += 1
            guard fields <= limits.headerFields else { throw .tooManyFields(limits) }
            let line = bytes.extracting(start..<start + length)
            if case .trailer = state { _ = try FieldLine(line) } else { try draft.takeField(line, limits: limits) }
        }
    }

    /// The length of the line that the buffer begins with, without its end, once the end has come.
    mutating func line(
        _ buffer: ByteBuffer, longest: Int, else refusal: (HTTPLimits) -> HTTPRefusal
    ) throws(HTTPRefusal) -> Int? {
        try line(buffer.readableBytesUInt8Span, from: 0, longest: longest, else: refusal)
    }

    private mutating func line(
        _ bytes: borrowing Span<UInt8>, from start: Int, longest: Int, else refusal: (HTTPLimits) -> HTTPRefusal
    ) throws(HTTPRefusal) -> Int? {
        let newline = bytes.firstIndex(of: 0x0A, from: start + searched)
        guard newline < bytes.count else {
            searched = newline - start
            guard searched <= longest + 1 else { throw refusal(limits) }
            return nil
        }
        let length = newline - start - 1
        guard length >= 0, bytes[newline - 1] == 0x0D else {
            throw .malformed("A line must end with CR and LF, not with LF alone.")
        }
        guard length <= longest else { throw refusal(limits) }
        return length
    }

    mutating func consumeLine(_ length: Int, _ buffer: inout ByteBuffer) {
        buffer.moveReaderIndex(forwardBy: length + 2)
        searched = 0
    }
}
