/// Cuts text into the words that search knows, each with the place it came from.
///
/// Words are runs of letters, digits and their marks, written without case and accents. A character of a script that
/// does not part its words, and an emoji, is a word of its own, so that a phrase of them is found inside a sentence. A
/// run longer than ``maximumWordBytes`` is cut into several words. Scanning a word again gives that word.
struct WordScanner {
    /// One word.
    struct Word: Equatable {
        let text: String
        let isSingle: Bool
    }

    /// Called for every word with its bytes, the range of bytes it came from, and whether it is a character that stands
    /// for itself. Returns whether to go on.
    typealias Report = (_ word: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ isSingle: Bool) -> Bool

    static let maximumWordBytes = 128

    private enum State { case between, word, single }

    private let table = ScalarTable.shared
    private var word: [UInt8] = []
    private var state = State.between
    private var start = 0
    private var end = 0
    private var isStopped = false

    private init() {
        word.reserveCapacity(Self.maximumWordBytes + 4)
    }

    /// Reports every word of the text, in order, until there are no more or the receiver has enough.
    static func scan(_ text: UnsafeBufferPointer<UInt8>, report: Report) {
        var scanner = WordScanner()
        var position = 0
        while position < text.count, !scanner.isStopped {
            let byte = text[position]
            if byte < 0x80 {
                scanner.takeASCII(byte, at: position, report)
                position += 1
            } else if let (scalar, length) = decode(text, at: position) {
                scanner.take(scalar, at: position..<position + length, report)
                position += length
            } else {
                scanner.finishWord(report)
                position += 1
            }
        }
        scanner.finishWord(report)
    }

    /// The words of the text.
    static func words(in text: String) -> [Word] {
        var words: [Word] = []
        var text = text
        text.withUTF8 { bytes in
            scan(bytes) { word, _, isSingle in
                words.append(Word(text: String(decoding: word, as: UTF8.self), isSingle: isSingle))
                return true
            }
        }
        return words
    }

    private mutating func takeASCII(_ byte: UInt8, at position: Int, _ report: Report) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: append(byte, at: position, report)
        case 0x41...0x5A: append(byte | 0x20, at: position, report)
        default: finishWord(report)
        }
    }

    private mutating func append(_ byte: UInt8, at position: Int, _ report: Report) {
        if state == .single || word.count >= Self.maximumWordBytes { finishWord(report) }
        begin(.word, at: position)
        word.append(byte)
        end = position + 1
    }

    private mutating func take(_ scalar: Unicode.Scalar, at range: Range<Int>, _ report: Report) {
        switch table.kind(of: scalar) {
        case .separator:
            finishWord(report)
        case .ignored:
            if state != .between { end = range.upperBound }
        case .mark:
            if state != .between { append(scalar, at: range, report) }
        case .word:
            if state == .single { finishWord(report) }
            begin(.word, at: range.lowerBound)
            append(scalar, at: range, report)
        case .single:
            finishWord(report)
            begin(.single, at: range.lowerBound)
            append(scalar, at: range, report)
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, at range: Range<Int>, _ report: Report) {
        let state = state
        if let folded = table.fold(of: scalar) {
            for byte in folded { append(byte, of: state, at: range.lowerBound, report) }
        } else {
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                append(byte, of: state, at: range.lowerBound, report)
            }
        }
        end = range.upperBound
    }

    /// Adds a byte of a character, and first ends a word that is too long, though never inside a character.
    private mutating func append(_ byte: UInt8, of state: State, at position: Int, _ report: Report) {
        let beginsScalar = byte & 0xC0 != 0x80
        if beginsScalar, word.count >= Self.maximumWordBytes {
            finishWord(report)
            begin(state, at: position)
        }
        word.append(byte)
    }

    private mutating func begin(_ newState: State, at position: Int) {
        guard state == .between else { return }
        state = newState
        start = position
        end = position
    }

    private mutating func finishWord(_ report: Report) {
        guard state != .between else { return }
        if !word.isEmpty, !isStopped {
            isStopped = !word.withUnsafeBufferPointer { report($0, start..<max(start, end), state == .single) }
        }
        word.removeAll(keepingCapacity: true)
        state = .between
    }

    /// The character at that place and how many bytes it takes, or nothing where no well-formed one begins there.
    private static func decode(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (Unicode.Scalar, Int)? {
        let lead = text[position]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, position + length <= text.count else { return nil }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            let byte = text[position + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return Unicode.Scalar(value).map { ($0, length) }
    }
}
