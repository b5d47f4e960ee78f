/// The encoding of Unicode labels in ASCII (RFC 3492), for labels of at most 63 characters.
enum Punycode {
    private static let (base, minimumThreshold, maximumThreshold, skew, damp) = (36, 1, 26, 38, 700)
    private static let (initialBias, initialScalar) = (72, 128)

    /// What an ASCII text without its prefix stands for, or nothing where it stands for nothing.
    static func decode(_ text: Substring.UTF8View) -> [Unicode.Scalar]? {
        let delimiter = text.lastIndex(of: UInt8(ascii: "-"))
        var output = delimiter.map { text[..<$0].map { Unicode.Scalar($0) } } ?? []
        var input = delimiter.map { text[text.index(after: $0)...] } ?? text
        var (scalar, index, bias) = (initialScalar, 0, initialBias)
        while !input.isEmpty {
            guard let delta = decodeDelta(&input, bias: bias), delta <= 0x10FFFF * 64 else { return nil }
            index += delta
            let count = output.count + 1
            bias = adapt(delta, count: count, isFirst: scalar == initialScalar && output.allSatisfy(\.isASCII))
            scalar += index / count
            index %= count
            guard let value = UInt32(exactly: scalar), let decoded = Unicode.Scalar(value) else { return nil }
            output.insert(decoded, at: index)
            index += 1
        }
        return output
    }

    private static func decodeDelta(_ input: inout Substring.UTF8View, bias: Int) -> Int? {
        var (delta, weight, step) = (0, 1, base)
        while let byte = input.popFirst() {
            guard let digit = digit(byte), weight < 1 << 32 else { return nil }
            delta += digit * weight
            let threshold = threshold(step, bias: bias)
            if digit < threshold { return delta }
            weight *= base - threshold
            step += base
        }
        return nil
    }

    /// A text of at most 63 scalars in ASCII, without its prefix.
    static func encode(_ text: [Unicode.Scalar]) -> [UInt8] {
        var output = text.filter(\.isASCII).map { UInt8($0.value) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var (scalar, delta, bias, handled) = (initialScalar, 0, initialBias, basicCount)
        while let next = text.lazy.map({ Int($0.value) }).filter({ $0 >= scalar }).min() {
            delta += (next - scalar) * (handled + 1)
            scalar = next
            for other in text {
                if other.value < scalar { delta += 1 }
                guard other.value == scalar else { continue }
                encode(delta, bias: bias, into: &output)
                bias = adapt(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            scalar += 1
        }
        return output
    }

    private static func encode(_ delta: Int, bias: Int, into output: inout [UInt8]) {
        var (rest, step) = (delta, base)
        while true {
            let threshold = threshold(step, bias: bias)
            guard rest >= threshold else { return output.append(character(rest)) }
            output.append(character(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
    }

    private static func threshold(_ step: Int, bias: Int) -> Int {
        min(max(step - bias, minimumThreshold), maximumThreshold)
    }

    /// Section 6.1.
    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / damp : delta / 2
        rest += rest / count
        var steps = 0
        while rest > (base - minimumThreshold) * maximumThreshold / 2 {
            rest /= base - minimumThreshold
            steps += base
        }
        return steps + (base - minimumThreshold + 1) * rest / (rest + skew)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func character(_ digit: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: digit < 26 ? 0x61 + digit : 0x30 + digit - 26)
    }
}
