import Foundation

/// For every character its ``ScalarKind`` and how search writes it: without case, without accents, in one of several
/// equivalent encodings.
///
/// It is made once. Characters of the basic plane are looked up; the few words written with others are worked out.
struct ScalarTable: Sendable {
    static let shared = ScalarTable()

    /// For each scalar of the basic plane its kind, with ``foldedBit`` where ``folds`` has an entry.
    private let kinds: [UInt8]
    private let folds: [UInt32: [UInt8]]
    /// A number that changes whenever a kind or a fold does, so that an index made by other rules is recognised.
    let fingerprint: Int64

    private static let foldedBit: UInt8 = 0x80

    private init() {
        var kinds = (0...0xFFFF as ClosedRange<UInt32>).map { value in
            Unicode.Scalar(value).map { ScalarKind($0).rawValue } ?? ScalarKind.separator.rawValue
        }
        let folds = Self.makeFolds()
        for value in folds.keys where value <= 0xFFFF { kinds[Int(value)] |= Self.foldedBit }
        self.kinds = kinds
        self.folds = folds
        self.fingerprint = Self.makeFingerprint(kinds: kinds, folds: folds)
    }

    /// The kind of the scalar.
    func kind(of scalar: Unicode.Scalar) -> ScalarKind {
        guard scalar.value <= 0xFFFF else { return ScalarKind(scalar) }
        return ScalarKind(rawValue: kinds[Int(scalar.value)] & ~Self.foldedBit) ?? .separator
    }

    /// What search writes for the scalar, or nothing where that is the scalar itself.
    func fold(of scalar: Unicode.Scalar) -> [UInt8]? {
        guard scalar.value > 0xFFFF || kinds[Int(scalar.value)] & Self.foldedBit != 0 else { return nil }
        return folds[scalar.value]
    }
}

extension ScalarTable {
    /// Letters that have no decomposition, but that people write and seek in two ways.
    private static let spellings: [UInt32: String] = [
        0xB5: "μ", 0xDF: "ss", 0xE6: "ae", 0xF0: "d", 0xF8: "o", 0xFE: "th", 0x111: "d", 0x127: "h", 0x131: "i",
        0x142: "l", 0x153: "oe", 0x3C2: "σ", 0x649: "ي", 0x6A9: "ك", 0x6CC: "ي",
    ]

    /// Where characters with canonical decompositions are: Latin, Greek, Cyrillic, Arabic, Kana, CJK compatibility.
    private static let canonicalRanges: [ClosedRange<UInt32>] = [
        0x00C0...0x024F, 0x0370...0x052F, 0x0600...0x06FF, 0x1E00...0x1FFF, 0x3040...0x30FF, 0xAC00...0xD7A3,
        0xF900...0xFAFF,
    ]

    /// Where characters are that only look different: ligatures, Arabic presentation forms, full and half width.
    private static let compatibilityRanges: [ClosedRange<UInt32>] = [
        0xFB00...0xFDFF, 0xFE70...0xFEFF, 0xFF00...0xFFEF,
    ]

    private static func makeFolds() -> [UInt32: [UInt8]] {
        var folds: [UInt32: [UInt8]] = [:]
        for value in (0x80...0x1FFFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value), mayFold(scalar) else { continue }
            let folded = fold(scalar)
            if !folded.isEmpty, folded != Array(String(scalar).utf8) { folds[value] = folded }
        }
        return folds
    }

    private static func mayFold(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.changesWhenLowercased || spellings[scalar.value] != nil
            || canonicalRanges.contains { $0.contains(scalar.value) }
            || compatibilityRanges.contains { $0.contains(scalar.value) }
    }

    private static func fold(_ scalar: Unicode.Scalar) -> [UInt8] {
        if let syllable = decomposedSyllable(scalar.value) { return syllable }
        var text = scalar.properties.changesWhenLowercased ? scalar.properties.lowercaseMapping : String(scalar)
        if canonicalRanges.contains(where: { $0.contains(scalar.value) }) {
            text = text.decomposedStringWithCanonicalMapping
        } else if compatibilityRanges.contains(where: { $0.contains(scalar.value) }) {
            // Compatibility mappings can end in capitals and in characters with spellings of their own.
            text = text.decomposedStringWithCompatibilityMapping.lowercased()
        }
        return text.unicodeScalars.flatMap { part -> [UInt8] in
            switch ScalarKind(part) {
            case .separator, .ignored: []
            case .word, .single, .mark: Array((spellings[part.value] ?? String(part)).utf8)
            }
        }
    }

    /// A Korean syllable as its two or three letters (the Unicode Standard, section 3.12), which is how it comes where
    /// text is decomposed.
    private static func decomposedSyllable(_ value: UInt32) -> [UInt8]? {
        guard (0xAC00...0xD7A3).contains(value) else { return nil }
        let index = value - 0xAC00
        let letters = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
        return letters.filter { $0 != 0x11A7 }.compactMap { Unicode.Scalar($0) }.flatMap { Array(String($0).utf8) }
    }

    /// FNV-1a over all kinds and folds. Of the planes beyond the basic one a sample will do: letters are added to them
    /// in whole blocks.
    private static func makeFingerprint(kinds: [UInt8], folds: [UInt32: [UInt8]]) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for kind in kinds { mix(kind) }
        for value in stride(from: UInt32(0x10000), through: 0x33FFF, by: 16) {
            if let scalar = Unicode.Scalar(value) { mix(ScalarKind(scalar).rawValue) }
        }
        for value in folds.keys.sorted() {
            for byte in folds[value] ?? [] { mix(byte) }
        }
        return Int64(bitPattern: hash)
    }
}
