import Testing

@testable import GatehouseNotebook

@Suite("Text is cut into words")
struct WordScannerTests {
    @Test(
        "Words of every script are found, without case and accents",
        arguments: [
            ("", []),
            (" -- \n", []),
            ("Deploy the API-server v2.", ["deploy", "the", "api", "server", "v2"]),
            ("snake_case camelCase don't", ["snake", "case", "camelcase", "don", "t"]),
            ("Straße STRASSE Ärger Œuvre Øl Łódź", ["strasse", "strasse", "arger", "oeuvre", "ol", "lodz"]),
            ("Việt Nam İstanbul ısı", ["viet", "nam", "istanbul", "isi"]),
            ("ΑΘΗΝΑ Αθήνα Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", ["αθηνα", "αθηνα", "οδυσσευσ", "οδυσσευσ"]),
            ("Ёлка Ежик Москва", ["елка", "ежик", "москва"]),
            ("مَدْرَسَة مدرسـة ﻣﺪﺭﺳﺔ", ["مدرسة", "مدرسة", "مدرسة"]),
            ("أحمد احمد ایران", ["احمد", "احمد", "ايران"]),
            ("שָׁלוֹם שלום", ["שלום", "שלום"]),
            ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
            ("日本語 Swift入門", ["日", "本", "語", "swift", "入", "門"]),
            ("サーバー ｻｰﾊﾞｰ", ["サ", "ー", "\u{30CF}\u{3099}", "ー", "サ", "ー", "\u{30CF}\u{3099}", "ー"]),
            ("ที่นี่", ["ที่", "นี่"]),
            ("ＡＢＣ１ ﬁne", ["abc1", "fine"]),
            ("go🚀🚀 👍🏽 ❤️ 🇩🇪", ["go", "🚀", "🚀", "👍", "❤", "\u{1F1E9}", "\u{1F1EA}"]),
            ("co\u{AD}operate", ["cooperate"]),
            ("x² 20 € © ½", ["x²", "20", "½"]),
            ("𐐀𐐨 𝒳", ["𐐨𐐨", "𝒳"]),
        ] as [(String, [String])]
    )
    func finds(text: String, words: [String]) {
        #expect(WordScanner.words(in: text).map { Array($0.text.utf8) } == words.map { Array($0.utf8) })
    }

    @Test(
        "Composed and decomposed text gives the same words",
        arguments: [
            ("caf\u{E9}", "cafe\u{301}"),
            ("\u{3AC}", "\u{3B1}\u{301}"),
            ("\u{439}\u{451}", "\u{438}\u{306}\u{435}\u{308}"),
            ("\u{304C}\u{30D1}", "\u{304B}\u{3099}\u{30CF}\u{309A}"),
            ("\u{D55C}\u{AD6D}\u{C5B4}", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}"),
        ]
    )
    func normalises(composed: String, decomposed: String) {
        #expect(WordScanner.words(in: composed) == WordScanner.words(in: decomposed))
        #expect(!WordScanner.words(in: composed).isEmpty)
    }

    @Test("Each word knows the bytes it came from")
    func ranges() {
        let text = "Ünï日本 x"
        var ranges: [Range<Int>] = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes) { _, range, _ in
                ranges.append(range)
                return true
            }
        }
        #expect(ranges == [0..<5, 5..<8, 8..<11, 12..<13])
    }

    @Test("A receiver that has enough stops the scan")
    func stops() {
        var count = 0
        Array("a b c d".utf8).withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes) { _, _, _ in
                count += 1
                return count < 2
            }
        }
        #expect(count == 2)
    }

    @Test("Malformed UTF-8 only parts words")
    func malformed() {
        let bytes: [UInt8] = [
            0x61, 0xFF, 0x62, 0xC3, 0x63, 0xE3, 0x81, 0x64, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xC0, 0x80, 0x65,
            0xE6,
        ]
        var words: [String] = []
        bytes.withUnsafeBufferPointer { bytes in
            WordScanner.scan(bytes) { word, _, _ in
                words.append(String(decoding: word, as: UTF8.self))
                return true
            }
        }
        #expect(words == ["a", "b", "c", "d", "e"])
    }

    @Test("A run without gaps is cut into words of bounded length", arguments: ["x", "ß", "я", "\u{939}\u{93F}"])
    func cutsLongRuns(unit: String) {
        let words = WordScanner.words(in: String(repeating: unit, count: 1_000))
        #expect(words.count > 1)
        #expect(words.allSatisfy { $0.text.utf8.count < WordScanner.maximumWordBytes + 4 })
    }

    @Test("Scanning the words of any text again gives them again")
    func idempotent() {
        var numbers = SeededNumbers(state: 7)
        for _ in 0..<500 {
            let words = WordScanner.words(in: HostileText.make(length: 200, using: &numbers))
            let again = WordScanner.words(in: words.map(\.text).joined(separator: " "))
            #expect(words == again)
        }
    }
}
