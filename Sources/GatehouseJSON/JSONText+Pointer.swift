extension JSONText {
    /// The place of the value that begins at a byte of the text.
    func pointer(to offset: Int) -> JSONPointer {
        withReader { reader in reader.pointer(to: offset) }
    }
}

extension JSONReader {
    /// A container that is open on the way to a value: the position of the element at hand, or the member.
    private enum Step {
        case element(Int)
        /// The name by the place where it stands.
        case member(Int?)
    }

    /// Goes through the text once, up to a value, so that time does not grow with the depth.
    fileprivate mutating func pointer(to offset: Int) -> JSONPointer {
        var steps: [Step] = []
        while position < min(offset, bytes.count) { advance(&steps) }
        var tokens: [String] = []
        for step in steps { tokens.append(token(of: step)) }
        return JSONPointer(tokens)
    }

    private mutating func token(of step: Step) -> String {
        switch step {
        case .element(let position): return String(position)
        case .member(nil): return ""
        case .member(let start?):
            position = start
            readName()
            return name
        }
    }

    private mutating func advance(_ steps: inout [Step]) {
        switch byte {
        case UInt8(ascii: "{"): steps.append(.member(nil))
        case UInt8(ascii: "["): steps.append(.element(0))
        case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = steps.popLast()
        case UInt8(ascii: ","): next(&steps)
        case UInt8(ascii: "\""): return string(&steps)
        case UInt8(ascii: ":"), 0...0x20: break
        default: return skipScalar()
        }
        position += 1
    }

    private func next(_ steps: inout [Step]) {
        switch steps.popLast() {
        case .element(let position): steps.append(.element(position + 1))
        case .member: steps.append(.member(nil))
        case nil: break
        }
    }

    /// Steps over a string, which is a name where the object at hand has none yet.
    private mutating func string(_ steps: inout [Step]) {
        guard case .member(nil)? = steps.last else { return skipString() }
        steps[steps.count - 1] = .member(position)
        skipString()
    }
}
