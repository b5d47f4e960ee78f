import GatehouseJSON
import GatehouseSchema

/// Goes through arguments once and writes down what may be kept of them.
struct RedactionWalk {
    private let map: SensitivityMap
    private let text: JSONText
    private let key: RedactionKey
    private(set) var bytes: [UInt8] = []
    /// How many containers are open.
    private var depth = 0

    /// The most containers that are open at once; deeper ones are counted and not shown.
    private static let maximumDepth = 8
    /// The most elements of one array that are shown.
    private static let maximumElements = 16
    /// The most members of one object that are shown whose names the schema does not know.
    private static let maximumUnknownMembers = 16
    /// The most bytes of a text that is kept, and of a number.
    private static let maximumText = 256
    private static let maximumNumber = 32
    /// What an open container needs at most to tell what is missing and to end.
    private static let reserve = 64

    init(map: SensitivityMap, text: JSONText, key: RedactionKey) {
        self.map = map
        self.text = text
        self.key = key
        bytes.reserveCapacity(min(RedactionPlan.maximumBytes, 64 + text.count))
    }

    /// Writes the whole, which is one object whatever came.
    mutating func root(_ reader: inout JSONReader) {
        guard reader.nextKind == .object else { return mark("unexpected") }
        value(&reader, map.root, isOpen: false)
    }

    /// The most bytes that may be written before the innermost container has to end.
    private var limit: Int { RedactionPlan.maximumBytes - (depth + 1) * Self.reserve }

    private mutating func value(_ reader: inout JSONReader, _ node: SensitivityNode, isOpen: Bool) {
        if let declared = node.declared { return hide(&reader, node, declared) }
        let kind = reader.nextKind
        guard kind != .null else { return copy(&reader) }
        guard node.allows(kind) || isOpen else {
            reader.skipValue()
            return mark("unexpected")
        }
        let isKept = isOpen || !node.isFree(kind)
        switch kind {
        case .object: object(&reader, node, isOpen: isOpen || node.isOpen(for: .object))
        case .array: array(&reader, node, isOpen: isOpen || node.isOpen(for: .array))
        case .string: string(&reader, node, isOpen: isOpen || node.isOpen(for: .string))
        case .boolean where isKept, .null: copy(&reader)
        case .boolean:
            reader.skipValue()
            mark("boolean")
        case .integer, .number: number(&reader, isKept: isKept)
        }
    }

    // MARK: Declared

    /// Nothing is derived of a secret, also where it is inside of something that is personal.
    private mutating func hide(_ reader: inout JSONReader, _ node: SensitivityNode, _ declared: Sensitivity) {
        guard declared == .personal else {
            reader.skipValue()
            return mark("secret")
        }
        guard !node.holdsSecret else {
            reader.skipValue()
            return mark("personal")
        }
        let digest = key.digest(of: reader.readText(of: text).value)
        mark("personal", digest: digest)
    }

    // MARK: Scalars

    private mutating func copy(_ reader: inout JSONReader) {
        bytes += reader.readText(of: text).bytes
    }

    private mutating func number(_ reader: inout JSONReader, isKept: Bool) {
        let number = reader.readText(of: text)
        if isKept, number.count <= Self.maximumNumber {
            bytes += number.bytes
        } else {
            mark("number", digest: key.digest(of: number.value))
        }
    }

    private mutating func string(_ reader: inout JSONReader, _ node: SensitivityNode, isOpen: Bool) {
        // The text was checked, and a string is next.
        guard case .some(let text) = try? reader.readString() else { return mark("unexpected") }
        if isOpen {
            open(text)
        } else if node.isClosed(text), text.utf8.count <= Self.maximumText {
            LogText.quote(text, into: &bytes)
        } else {
            mark("text", length: text.unicodeScalars.count, digest: key.digest(of: text))
        }
    }

    private mutating func open(_ text: String) {
        guard text.utf8.count > Self.maximumText else { return LogText.quote(text, into: &bytes) }
        bytes += "{\"cut\":".utf8
        LogText.quote(text.cut(to: Self.maximumText), into: &bytes)
        bytes += ",\"length\":\(text.unicodeScalars.count),\"digest\":\"\(key.digest(of: text))\"}".utf8
    }

    /// Writes what stands in a value's place.
    private mutating func mark(_ what: StaticString, length: Int? = nil, digest: String? = nil) {
        bytes += "{\"redacted\":\"".utf8
        bytes += UnsafeBufferPointer(start: what.utf8Start, count: what.utf8CodeUnitCount)
        bytes.append(UInt8(ascii: "\""))
        if let length { bytes += ",\"length\":\(length)".utf8 }
        if let digest { bytes += ",\"digest\":\"\(digest)\"".utf8 }
        bytes.append(UInt8(ascii: "}"))
    }

    // MARK: Containers

    private mutating func object(_ reader: inout JSONReader, _ node: SensitivityNode, isOpen: Bool) {
        guard depth < Self.maximumDepth else { return count(&reader, "object") }
        // An object is next.
        _ = try? reader.beginObject()
        depth += 1
        bytes.append(UInt8(ascii: "{"))
        var left = 0
        var unknown = 0
        var guess = 0
        let first = bytes.count
        while reader.nextName() {
            let start = bytes.count
            let position = node.position(of: reader.name, guess: guess)
            let next = position.map(node.member(at:)) ?? node.unknownMember
            if position == nil { unknown += 1 }
            guard let next, left == 0, position != nil || unknown <= Self.maximumUnknownMembers else {
                reader.skipValue()
                left += 1
                continue
            }
            if start > first { bytes.append(UInt8(ascii: ",")) }
            if let position {
                bytes += node.label(at: position)
                guess = position + 1
            } else {
                name(reader.name, isOpen: isOpen)
            }
            value(&reader, map.node(at: next), isOpen: isOpen)
            if bytes.count > limit {
                bytes.removeSubrange(start...)
                left += 1
            }
        }
        if left > 0 { rest("\"…\":{\"redacted\":\"members\",\"count\":\(left)}", isFirst: bytes.count == first) }
        bytes.append(UInt8(ascii: "}"))
        depth -= 1
    }

    /// Writes a name that the schema does not know: free text, like a value.
    private mutating func name(_ name: String, isOpen: Bool) {
        if isOpen {
            LogText.quote(name.cut(to: Self.maximumText / 4), into: &bytes)
        } else {
            bytes += "\"~\(key.digest(.name, Array(name.utf8)))\"".utf8
        }
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func array(_ reader: inout JSONReader, _ node: SensitivityNode, isOpen: Bool) {
        guard depth < Self.maximumDepth else { return count(&reader, "array") }
        // An array is next.
        _ = try? reader.beginArray()
        depth += 1
        bytes.append(UInt8(ascii: "["))
        var position = 0
        var left = 0
        let first = bytes.count
        while reader.nextElement() {
            guard left == 0, position < Self.maximumElements else {
                reader.skipValue()
                left += 1
                continue
            }
            let start = bytes.count
            if start > first { bytes.append(UInt8(ascii: ",")) }
            value(&reader, map.node(at: node.element(at: position)), isOpen: isOpen)
            if bytes.count > limit {
                bytes.removeSubrange(start...)
                left += 1
            }
            position += 1
        }
        if left > 0 { rest("{\"redacted\":\"elements\",\"count\":\(left)}", isFirst: bytes.count == first) }
        bytes.append(UInt8(ascii: "]"))
        depth -= 1
    }

    private mutating func rest(_ text: String, isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        bytes += text.utf8
    }

    /// Counts what a container has and does not show it.
    private mutating func count(_ reader: inout JSONReader, _ what: StaticString) {
        var count = 0
        if (try? reader.beginObject()) != nil {
            while reader.nextName() {
                reader.skipValue()
                count += 1
            }
        } else if (try? reader.beginArray()) != nil {
            while reader.nextElement() {
                reader.skipValue()
                count += 1
            }
        }
        mark(what, length: count)
    }
}
