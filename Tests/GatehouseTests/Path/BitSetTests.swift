import Testing

@testable import Gatehouse

@Suite("Sets of bits")
struct BitSetTests {
    @Test("They behave as sets of numbers do, across words", arguments: UInt64(1)...50)
    func likeSets(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var sets: [Set<Int>] = [[], []]
        var bits = [BitSet(), BitSet()]
        for _ in 0..<Int.random(in: 0..<40, using: &random) {
            let which = Int.random(in: 0...1, using: &random)
            let number = [0, 1, 62, 63, 64, 65, 127, 128, 200].randomElement(using: &random) ?? 0
            sets[which].insert(number)
            bits[which].insert(number)
        }
        for number in 0..<260 { #expect(bits[0].contains(number) == sets[0].contains(number)) }
        #expect(bits[0].isSuperset(of: bits[1]) == sets[0].isSuperset(of: sets[1]))
        bits[0].formUnion(bits[1])
        sets[0].formUnion(sets[1])
        for number in 0..<260 { #expect(bits[0].contains(number) == sets[0].contains(number)) }
        #expect(bits[0].isSuperset(of: bits[1]))
    }
}
