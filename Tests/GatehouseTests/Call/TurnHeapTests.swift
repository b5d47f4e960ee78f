import Testing

@testable import Gatehouse

@Suite("A heap of turns")
struct TurnHeapTests {
    @Test("Turns come out in their order, whatever was put in and taken out before", arguments: 0..<UInt64(8))
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var heap = TurnHeap()
        var model: [Turn] = []
        for ticket in 0..<UInt64(2_000) {
            if Int.random(in: 0..<3, using: &random) > 0 {
                let turn = Turn(start: Double(Int.random(in: 0..<50, using: &random)), ticket: ticket)
                heap.insert(turn)
                model.append(turn)
                model.sort()
            } else {
                #expect(heap.removeFirst() == (model.isEmpty ? nil : model.removeFirst()))
            }
            if ticket % 100 == 0 {
                heap.keep { $0.ticket % 3 > 0 }
                model.removeAll { $0.ticket % 3 == 0 }
            }
            #expect(heap.first == model.first)
            #expect(heap.count == model.count)
        }
    }

    @Test("The opposite order is the opposite, and of turns at one time, too")
    func reversed() {
        let turns = [Turn(start: 1, ticket: 2), Turn(start: 1, ticket: 3), Turn(start: 2, ticket: 1)]
        #expect(turns.map(\.reversed).sorted().map(\.reversed) == turns.reversed())
    }
}
