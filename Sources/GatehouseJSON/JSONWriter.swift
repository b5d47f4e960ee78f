// Rounding a double needs the C mathematics library, which is linked only where somebody imports it.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes compact JSON text, value after value, into one buffer.
///
/// The caller opens and closes arrays and objects and names members; commas and escapes are the writer's. It writes
/// what it is told, so a caller that leaves an object open gets text that is not JSON.
public struct JSONWriter: Sendable {
    /// What was written, and room behind it.
    private var buffer: [UInt8]
    /// How many bytes were written.
    private var count = 0
    private var needsComma = false

    /// Makes a writer with room for that many bytes.
    public init(capacity: Int = 256) {
        buffer = [UInt8](repeating: 0, count: capacity)
    }

    /// The UTF-8 bytes written so far, as an array of their own. No newline ever stands in them.
    public var bytes: [UInt8] { Array(buffer[..<count]) }

    /// What was written, as a string.
    public var text: String { String(decoding: buffer[..<count], as: UTF8.self) }

    /// Opens an object; ``name(_:)-(String)`` and a value follow for each member, then ``endObject()``.
    public mutating func beginObject() { open(with: UInt8(ascii: "{")) }

    /// Closes the innermost object.
    public mutating func endObject() { close(with: UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { open(with: UInt8(ascii: "[")) }

    /// Closes the innermost array.
    public mutating func endArray() { close(with: UInt8(ascii: "]")) }

    /// Writes a member's name; its value follows.
    public mutating func name(_ name: String) {
        string(name)
        append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name that needs no escape; its value follows.
    public mutating func name(literal name: StaticString) {
        let text = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        let needsComma = needsComma
        append(atMost: text.count + 4) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.append(text)
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
        self.needsComma = false
    }

    /// Writes `null`.
    public mutating func null() { literal("null") }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes an integer of whatever size.
    public mutating func integer(_ value: some BinaryInteger) {
        if let value = Int64(exactly: value) { integer(value) } else { plain(value.description) }
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        let needsComma = needsComma
        append(atMost: Self.longestInteger + 1) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            if value < 0 { output.append(UInt8(ascii: "-")) }
            output.append(digits: value.magnitude)
        }
        self.needsComma = true
    }

    /// A sign and 19 digits.
    private static let longestInteger = 20

    /// Writes a number as it was written.
    public mutating func number(_ value: JSONNumber) { plain(value.text) }

    /// Writes text that reads back as the same double, whole numbers without a fraction: `50`, not `50.0`. Writes `null`
    /// for the infinities and NaN, which JSON lacks.
    public mutating func double(_ value: Double) {
        if let whole = Int64(exactly: value), whole.magnitude <= Self.exactWholeDoubles,
            !(whole == 0 && value.sign == .minus)
        {
            integer(whole)
        } else if value.isFinite {
            plain(value.description)
        } else {
            null()
        }
    }

    /// Up to 2^53 every whole number has its own double.
    private static let exactWholeDoubles: UInt64 = 9_007_199_254_740_992

    /// Writes a string, escaped.
    public mutating func string(_ value: String) {
        value.withUTF8Bytes { quoted($0) }
        needsComma = true
    }

    /// Writes bytes that already are one JSON value.
    public mutating func raw(_ encoded: [UInt8]) {
        encoded.withUnsafeBufferPointer { whole($0) }
    }

    /// Writes a value of whatever type.
    public mutating func value(_ value: some JSONEncodable) {
        value.encode(to: &self)
    }

    private mutating func literal(_ word: StaticString) {
        whole(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Writes a value that is text without quotation marks.
    private mutating func plain(_ text: String) {
        text.withUTF8Bytes { whole($0) }
    }

    private mutating func whole(_ value: UnsafeBufferPointer<UInt8>) {
        let needsComma = needsComma
        append(atMost: value.count + 1) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(value)
        }
        self.needsComma = true
    }

    private mutating func open(with bracket: UInt8) {
        if needsComma { append(UInt8(ascii: ",")) }
        append(bracket)
        needsComma = false
    }

    private mutating func close(with bracket: UInt8) {
        append(bracket)
        needsComma = true
    }

    private mutating func quoted(_ text: UnsafeBufferPointer<UInt8>) {
        let end = PlainRun.end(in: UnsafeRawBufferPointer(text), from: 0).position
        let needsComma = needsComma
        append(atMost: end + 3) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.append(UnsafeBufferPointer(rebasing: text[..<end]))
            if end == text.count { output.append(UInt8(ascii: "\"")) }
        }
        if end < text.count { quoted(restOf: text, from: end) }
    }

    /// Writes the rest of a string, the first byte of which has to be escaped, and the quotation mark that ends it.
    private mutating func quoted(restOf text: UnsafeBufferPointer<UInt8>, from first: Int) {
        var start = first
        while start < text.count {
            let escaped = text[start]
            let end = PlainRun.end(in: UnsafeRawBufferPointer(text), from: start + 1).position
            append(atMost: end - start + 6) { output in
                output.append(escapeOf: escaped)
                output.append(UnsafeBufferPointer(rebasing: text[(start + 1)..<end]))
            }
            start = end
        }
        append(UInt8(ascii: "\""))
    }

    // MARK: The buffer

    private mutating func append(_ byte: UInt8) {
        append(atMost: 1) { $0.append(byte) }
    }

    /// Has something write at most that many bytes.
    @inline(__always)
    private mutating func append(atMost size: Int, _ write: (inout Output) -> Void) {
        if buffer.count &- count < size { grow(by: size) }
        let start = count
        count = buffer.withUnsafeMutableBufferPointer { buffer in
            var output = Output(buffer: buffer, count: start)
            write(&output)
            return output.count
        }
    }

    @inline(never)
    private mutating func grow(by size: Int) {
        buffer.append(contentsOf: repeatElement(0, count: max(size, buffer.count)))
    }
}

/// The place where a writer's next bytes go; whoever appends has made sure that there is room.
private struct Output {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count: Int

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        buffer[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            .copyMemory(from: UnsafeRawBufferPointer(bytes))
        count &+= bytes.count
    }

    /// Appends a number's digits, the first of them not 0 unless it is the only one.
    @inline(__always)
    mutating func append(digits value: UInt64) {
        var bound: UInt64 = 10
        var length = 1
        while length < 19, value >= bound {
            length &+= 1
            bound &*= 10
        }
        var rest = value
        for position in stride(from: count &+ length &- 1, through: count, by: -1) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            buffer[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        count &+= length
    }

    /// Appends what stands for a byte that may not stand in a string as it is: six bytes at most.
    mutating func append(escapeOf byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0..<0x20:
            append(UInt8(ascii: "u"))
            append(UInt8(ascii: "0"))
            append(UInt8(ascii: "0"))
            append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        default: append(byte)
        }
    }
}

extension String {
    /// Gives the string's UTF-8, without a copy wherever the string holds it in one piece.
    @inline(__always)
    fileprivate func withUTF8Bytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard utf8.withContiguousStorageIfAvailable(body) == nil else { return }
        var text = self
        text.withUTF8(body)
    }
}
