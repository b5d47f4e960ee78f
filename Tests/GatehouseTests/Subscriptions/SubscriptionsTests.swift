import GatehouseJSON
import Synchronization
import Testing

@testable import Gatehouse

@Suite("Subscriptions: the hub", .timeLimit(.minutes(1)))
struct SubscriptionsTests {
    private func limits(_ maximum: Int = 100, perCaller: Int = 100, subjects: Int = 64) -> ServerOptions.Subscriptions {
        ServerOptions.Subscriptions(maximum: maximum, maximumPerCaller: perCaller, maximumSubjects: subjects)
    }

    @Test("Of one caller there are as many as it may have, of all as many as there may be")
    func bounds() throws {
        let hub = Subscriptions(limits(3, perCaller: 2))
        let first = try hub.open(SubscriptionInterest(), by: "alice")
        _ = try hub.open(SubscriptionInterest(), by: "alice")
        #expect(throws: SubscriptionRefusal.tooManyOfCaller(2)) { try hub.open(SubscriptionInterest(), by: "alice") }
        _ = try hub.open(SubscriptionInterest(), by: "bob")
        #expect(throws: SubscriptionRefusal.tooMany(3)) { try hub.open(SubscriptionInterest(), by: "bob") }
        hub.close(first)
        hub.close(first)
        _ = try hub.open(SubscriptionInterest(), by: "alice")
        #expect(hub.count == 3)
    }

    @Test("One subscription names as many resources and tasks as it may, from the beginning or later")
    func subjects() throws {
        let hub = Subscriptions(limits(subjects: 3))
        #expect(throws: SubscriptionRefusal.tooManySubjects(4, maximum: 3)) {
            try hub.open(SubscriptionInterest(uris: ["a://1", "a://2"], tasks: ["1", "2"]), by: "alice")
        }
        let one = hub.attach(SubscriptionInterest(uris: ["a://1", "a://2"]))
        try hub.add(uri: "a://3", to: one)
        try hub.add(uri: "a://3", to: one)
        #expect(throws: SubscriptionRefusal.tooManySubjects(4, maximum: 3)) { try hub.add(uri: "a://4", to: one) }
        hub.remove(uri: "a://1", from: one)
        try hub.add(uri: "a://4", to: one)
        #expect(hub.uriCount == 3)
        hub.close(one)
        #expect(hub.uriCount == 0)
        #expect(hub.count == 0)
    }

    @Test("Each hears what it asked for, and nothing else")
    func told() async throws {
        let hub = Subscriptions(limits(), clock: TestClock())
        let tools = hub.attach(SubscriptionInterest(kinds: .tools))
        let motto = hub.attach(SubscriptionInterest(uris: ["notes://motto"]))
        let task = hub.attach(SubscriptionInterest(tasks: ["t1"]))
        hub.listsChanged([.tools, .prompts])
        #expect(await tools.next() == .tell(.listChanged(.tools)))
        hub.taskChanged("t2")
        hub.taskChanged("t1")
        hub.resourceUpdated("notes://other")
        hub.resourceUpdated("notes://motto")
        #expect(motto.count == 0 && task.count == 0, "the next round is not due yet")
    }

    @Test("Changes after a pause are told at once, and those that follow in the next round, each once")
    func rounds() async throws {
        let clock = TestClock()
        let hub = Subscriptions(limits(), clock: clock)
        let one = hub.attach(SubscriptionInterest(kinds: .all, uris: ["a://1"]))
        hub.resourceUpdated("a://1")
        #expect(await one.next() == .tell(.resourceUpdated(ExactString("a://1"))))
        for _ in 0..<10_000 {
            hub.resourceUpdated("a://1")
            hub.listsChanged(.all)
        }
        #expect(await eventually { clock.sleepers == 1 })
        #expect(one.count == 0)
        clock.advance(by: .milliseconds(100))
        #expect(await eventually { one.count == 4 })
        #expect(await eventually { clock.sleepers == 1 })
        clock.advance(by: .milliseconds(100))
        #expect(await eventually { !hub.isDelivering })
        #expect(clock.sleepers == 0)
        hub.listsChanged(.prompts)
        #expect(await eventually { hub.isDelivering })
    }

    @Test("Of what nobody is subscribed to nothing is kept")
    func unknown() throws {
        let hub = Subscriptions(limits(), clock: TestClock())
        for number in 0..<1_000 {
            hub.resourceUpdated("a://\(number)")
            hub.taskChanged("\(number)")
            hub.listsChanged(.all)
        }
        #expect(!hub.isDelivering)
    }

    @Test("A listener that waits is woken by its end, by its task's end, and by what is noted")
    func wakes() async throws {
        let hub = Subscriptions(limits(), clock: TestClock())
        let ended = try hub.open(SubscriptionInterest(kinds: .tools), by: "alice")
        #expect(await ended.next() == .acknowledge)
        let waiting = Task { await ended.next() }
        hub.beginDraining()
        #expect(await waiting.value == .end(.draining))
        #expect(throws: SubscriptionRefusal.draining) { try hub.open(SubscriptionInterest(), by: "alice") }
        #expect(await hub.attach(SubscriptionInterest()).next() == .end(.draining))
        let other = Subscriptions(limits(), clock: TestClock())
        let cancelled = other.attach(SubscriptionInterest(kinds: .tools))
        let task = Task { await cancelled.next() }
        task.cancel()
        #expect(await task.value == .cancelled)
        other.listsChanged(.tools)
        #expect(await cancelled.next() == .tell(.listChanged(.tools)), "another task goes on where one was cancelled")
    }

    private final class Counts: Sendable {
        private let state = Mutex([Int](repeating: 0, count: 16))

        var values: [Int] { state.withLock { $0 } }

        func add(to place: Int) { state.withLock { $0[place] += 1 } }
    }

    @Test("Many tell many, and everybody hears the last of everything")
    func concurrent() async throws {
        var options = limits(100)
        options.interval = .milliseconds(1)
        let hub = Subscriptions(options)
        let uris = (0..<16).map { "a://\($0)" }
        let current = Counts()
        let seen = await withTaskGroup(of: [Int].self) { group in
            for _ in 0..<20 {
                let one = hub.attach(SubscriptionInterest(uris: uris))
                group.addTask {
                    var seen = [Int](repeating: 0, count: 16)
                    while true {
                        switch await one.next() {
                        case .tell(.resourceUpdated(let uri)):
                            guard let place = uris.firstIndex(of: uri.text) else { return [] }
                            seen[place] = current.values[place]
                        default: return seen
                        }
                    }
                }
            }
            await withTaskGroup(of: Void.self) { changes in
                for place in 0..<16 {
                    changes.addTask {
                        for _ in 0..<200 {
                            current.add(to: place)
                            hub.resourceUpdated(uris[place])
                            await Task.yield()
                        }
                    }
                }
            }
            _ = await eventually { !hub.isDelivering }
            hub.beginDraining()
            var all: [[Int]] = []
            for await one in group { all.append(one) }
            return all
        }
        #expect(seen == [[Int]](repeating: [Int](repeating: 200, count: 16), count: 20))
    }
}
