import Testing

@testable import Gatehouse

@Suite("The concurrency limiter's queue")
struct ConcurrencyQueueTests {
    @Test("The oldest ticket whose lane has room gets the slot")
    func oldest() {
        var queue = ConcurrencyQueue(running: 2, waiting: 10)
        let narrow = queue.addLane(bound: 1)
        let wide = queue.addLane(bound: 2)
        let taken = [queue.take(narrow), queue.take(wide)]
        #expect(taken == [true, true])
        let first = queue.enqueue(narrow)
        let second = queue.enqueue(wide)
        let third = queue.enqueue(narrow)
        // The narrow lane is full still, so its ticket is passed over.
        let given = [queue.release(wide), queue.release(narrow), queue.release(wide), queue.release(narrow)]
        #expect(given == [second, first, nil, third])
    }

    @Test("One lane takes at most half of the queue")
    func half() {
        var queue = ConcurrencyQueue(running: 1, waiting: 5)
        let lanes = [queue.addLane(bound: 1), queue.addLane(bound: 1)]
        let taken = queue.take(.shared)
        #expect(taken)
        let first = (0..<9).compactMap { _ in queue.enqueue(lanes[0]) }
        #expect(first.count == 3)
        let second = (0..<9).compactMap { _ in queue.enqueue(lanes[1]) }
        #expect(second.count == 2)
        #expect(queue.waiting == 5)
    }

    @Test("A ticket leaves once only")
    func leaving() throws {
        var queue = ConcurrencyQueue(running: 1, waiting: 1)
        let taken = queue.take(.shared)
        #expect(taken)
        let ticket = try #require({ queue.enqueue(.shared) }())
        let second = queue.enqueue(.shared)
        #expect(second == nil)
        let left = [queue.leave(ticket, .shared), queue.leave(ticket, .shared)]
        #expect(left == [true, false])
        let next = queue.release(.shared)
        #expect(next == nil)
    }

    @Test("Giving back what was never taken changes nothing")
    func tooMany() {
        var queue = ConcurrencyQueue(running: 1, waiting: 1)
        let next = queue.release(.shared)
        #expect(next == nil)
        #expect(queue.running == 0)
        let taken = [queue.take(.shared), queue.take(.shared)]
        #expect(taken == [true, false])
    }

    @Test(
        "After any operations nobody waits who could run, and the order within a lane holds", arguments: 0..<UInt64(16))
    func model(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bound = Int.random(in: 1...5, using: &random)
        var queue = ConcurrencyQueue(running: bound, waiting: 20)
        let bounds = (0..<3).map { _ in Int.random(in: 1...3, using: &random) }
        let lanes = bounds.map { queue.addLane(bound: $0) }
        var running = [0, 0, 0]
        var waiting: [[UInt64]] = [[], [], []]
        for _ in 0..<3_000 {
            let lane = Int.random(in: 0..<3, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                if queue.take(lanes[lane]) {
                    running[lane] += 1
                } else if let ticket = queue.enqueue(lanes[lane]) {
                    waiting[lane].append(ticket)
                }
            case 2:
                guard let ticket = waiting[lane].randomElement(using: &random) else { continue }
                let left = queue.leave(ticket, lanes[lane])
                #expect(left)
                waiting[lane].removeAll { $0 == ticket }
            default:
                guard running[lane] > 0 else { continue }
                running[lane] -= 1
                let eligible = (0..<3).filter { running[$0] < bounds[$0] }.compactMap { waiting[$0].first }
                let next = queue.release(lanes[lane])
                #expect(next == eligible.min())
                guard let next, let winner = waiting.firstIndex(where: { $0.first == next }) else { continue }
                waiting[winner].removeFirst()
                running[winner] += 1
            }
            #expect(queue.running == running.reduce(0, +) && queue.running <= bound)
            #expect(queue.waiting == waiting.joined().count)
            let hasRoom = queue.running < bound
            #expect((0..<3).allSatisfy { !hasRoom || running[$0] == bounds[$0] || waiting[$0].isEmpty })
        }
    }
}
