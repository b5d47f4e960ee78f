/// What a character does to the words of a text.
enum ScalarKind: UInt8 {
    /// It stands between words.
    case separator
    /// It is part of a word.
    case word
    /// It is a word of its own: a character of a script that does not part its words (Chinese, Japanese, Thai, Lao,
    /// Khmer, Burmese), a Korean syllable, whose word endings are written without a gap, or an emoji.
    case single
    /// It belongs to the character before it, and makes another word of it.
    case mark
    /// It belongs to the character before it, and search does not see it: accents, Arabic and Hebrew vowel points,
    /// variation selectors, joiners, skin tones.
    case ignored

    init(_ scalar: Unicode.Scalar) {
        let category = scalar.properties.generalCategory
        if Self.isIgnored(scalar.value) {
            self = .ignored
        } else if Self.isMark(scalar.value, category) {
            self = .mark
        } else if Self.isNumber(category) {
            self = .word
        } else if Self.isLetter(category) {
            self = Self.isUnsegmented(scalar) ? .single : .word
        } else {
            self = scalar.value > 0xFF && scalar.properties.isEmoji ? .single : .separator
        }
    }

    private static func isMark(_ value: UInt32, _ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        // Vowels and final consonants of decomposed Korean, and the voicing marks of half-width Japanese.
        default: (0x1160...0x11FF).contains(value) || value == 0xFF9E || value == 0xFF9F
        }
    }

    private static func isNumber(_ category: Unicode.GeneralCategory) -> Bool {
        category == .decimalNumber || category == .letterNumber || category == .otherNumber
    }

    private static func isLetter(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    private static func isIgnored(_ value: UInt32) -> Bool {
        ignoredRanges.contains { $0.contains(value) }
    }

    private static func isUnsegmented(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic || unsegmentedRanges.contains { $0.contains(scalar.value) }
    }

    private static let ignoredRanges: [ClosedRange<UInt32>] = [
        0x00AD...0x00AD, 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x05BF...0x05BF, 0x05C1...0x05C2,
        0x05C4...0x05C5, 0x05C7...0x05C7, 0x0610...0x061A, 0x0640...0x0640, 0x064B...0x065F, 0x0670...0x0670,
        0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7...0x06E8, 0x06EA...0x06ED, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
        0x200D...0x200D, 0x2060...0x2060, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF...0xFEFF,
        0x1F3FB...0x1F3FF, 0xE0020...0xE007F, 0xE0100...0xE01EF,
    ]

    private static let unsegmentedRanges: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF,  // Thai, Lao
        0x1000...0x109F,  // Burmese
        0x1100...0x115F,  // Korean initial consonants
        0x1780...0x17FF,  // Khmer
        0x1950...0x19FF,  // Tai Le, New Tai Lue, Khmer symbols
        0x1A20...0x1AAF,  // Tai Tham
        0x3005...0x3007,
        0x3031...0x30FF,  // Hiragana, Katakana
        0x3100...0x31FF,  // Bopomofo, Korean letters, Katakana extensions
        0xA960...0xA97F,  // Korean initial consonants
        0xA9E0...0xA9FF,  // Burmese
        0xAA60...0xAADF,  // Burmese, Tai Viet
        0xAC00...0xD7A3,  // Korean syllables
        0xFF66...0xFFDC,  // half-width Japanese and Korean
        0x1AFF0...0x1B16F,  // Kana supplements
    ]
}
