/// The classes of the bidirectional algorithm that RFC 5893 tells apart.
enum DomainDirection {
    case left, right, europeanNumber, arabicNumber, mark, neutral

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: self = .europeanNumber
        case 0x600...0x605, 0x660...0x669, 0x66B...0x66C, 0x6DD: self = .arabicNumber
        default: self = Self.direction(of: scalar)
        }
    }

    private static func direction(of scalar: Unicode.Scalar) -> DomainDirection {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .mark
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
            .decimalNumber, .otherPunctuation, .otherSymbol:
            break
        default: return .neutral
        }
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return .right
        default: return scalar.value < 0x80 && !scalar.properties.isAlphabetic ? .neutral : .left
        }
    }
}
