import GatehouseJSON
import Testing

@testable import Gatehouse

@Suite("Subscriptions: what one listener is to be told")
struct SubscriptionQueueTests {
    private func queue(
        _ kinds: ComponentKinds = [], uris: [String] = [], tasks: [String] = [], acknowledges: Bool = false
    ) -> SubscriptionQueue {
        SubscriptionQueue(
            SubscriptionInterest(kinds: kinds, uris: uris, tasks: tasks), acknowledges: acknowledges)
    }

    private func drained(_ queue: inout SubscriptionQueue) -> [SubscriptionQueue.Step] {
        var steps: [SubscriptionQueue.Step] = []
        while true {
            let step = queue.next()
            if case .wait = step { return steps }
            steps.append(step)
            if case .end = step { return steps }
        }
    }

    @Test("What was not asked for is not noted")
    func filter() {
        var queue = queue(.tools, uris: ["a://1"], tasks: ["t"])
        queue.note([.prompts, .resources])
        queue.note(uri: ExactString("a://2"))
        queue.note(task: ExactString("u"))
        #expect(queue.next() == .wait)
        #expect(queue.isQuiet)
    }

    @Test("The acknowledgment comes first, whatever was noted before it, and once")
    func acknowledgment() {
        var queue = queue(.tools, acknowledges: true)
        queue.note(.tools)
        queue.end(.draining)
        #expect(drained(&queue) == [.acknowledge, .tell(.listChanged(.tools)), .end(.draining)])
    }

    @Test("A storm is told once, and again what comes after it was told")
    func coalesced() {
        var queue = queue(.all, uris: ["a://1"])
        for _ in 0..<10_000 {
            queue.note(.all)
            queue.note(uri: ExactString("a://1"))
        }
        #expect(queue.count == 4)
        #expect(queue.next() == .tell(.listChanged(.tools)))
        queue.note(.tools)
        #expect(
            drained(&queue) == [
                .tell(.listChanged(.prompts)), .tell(.listChanged(.resources)),
                .tell(.resourceUpdated(ExactString("a://1"))), .tell(.listChanged(.tools)),
            ])
    }

    @Test("URIs are told apart by their bytes")
    func bytes() {
        var queue = queue(uris: ["k://K"])
        queue.note(uri: ExactString("k://\u{212A}"))
        #expect(queue.next() == .wait)
    }

    @Test("After its end nothing is noted, and the first reason stays")
    func ended() {
        var queue = queue(.tools)
        queue.end(.expired)
        queue.note(.tools)
        queue.end(.draining)
        #expect(queue.next() == .end(.expired))
        #expect(queue.next() == .end(.expired))
    }

    @Test("What is unsubscribed from is told no more, nor kept, however often it comes and goes")
    func unsubscribed() {
        var queue = queue(uris: ["a://1", "a://2"])
        for _ in 0..<1_000 {
            queue.note(uri: ExactString("a://1"))
            queue.remove(uri: ExactString("a://1"))
            queue.add(uri: ExactString("a://1"))
        }
        queue.note(uri: ExactString("a://2"))
        #expect(queue.count == 1)
        #expect(drained(&queue) == [.tell(.resourceUpdated(ExactString("a://2")))])
    }

    /// A model: a list that is searched, and a count of what was noted since it was told.
    private struct Model {
        var interest: Set<SubscriptionEvent>
        var mustAcknowledge = true
        var waiting: [SubscriptionEvent] = []
        var isOver = false

        mutating func note(_ event: SubscriptionEvent) {
            guard !isOver, interest.contains(event), !waiting.contains(event) else { return }
            waiting.append(event)
        }

        mutating func next() -> SubscriptionQueue.Step {
            if mustAcknowledge {
                mustAcknowledge = false
                return .acknowledge
            }
            if !waiting.isEmpty { return .tell(waiting.removeFirst()) }
            return isOver ? .end(.closed) : .wait
        }
    }

    @Test(
        "Whatever the order of changes, sends and the end: nothing is lost, nothing is told twice, in the order of noting",
        arguments: 0..<200 as Range<UInt64>)
    func interleavings(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let uris = (0..<Int.random(in: 0...20, using: &random)).map { "a://\($0)" }
        let tasks = (0..<Int.random(in: 0...5, using: &random)).map { "t\($0)" }
        let kinds = ComponentKinds(rawValue: UInt8.random(in: 0...7, using: &random))
        var queue = queue(kinds, uris: uris, tasks: tasks, acknowledges: true)
        let lists = [ComponentKinds.tools, .prompts, .resources].filter(kinds.contains).map {
            SubscriptionEvent.listChanged($0)
        }
        var model = Model(
            interest: Set(
                lists + uris.map { .resourceUpdated(ExactString($0)) } + tasks.map { .taskChanged(ExactString($0)) }))
        for _ in 0..<400 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<20:
                let kind = [ComponentKinds.tools, .prompts, .resources][Int.random(in: 0..<3, using: &random)]
                queue.note(kind)
                model.note(.listChanged(kind))
            case 20..<50:
                let uri = ExactString("a://\(Int.random(in: 0..<24, using: &random))")
                queue.note(uri: uri)
                model.note(.resourceUpdated(uri))
            case 50..<60:
                let task = ExactString("t\(Int.random(in: 0..<6, using: &random))")
                queue.note(task: task)
                model.note(.taskChanged(task))
            case 60..<65:
                let uri = ExactString("a://\(Int.random(in: 0..<24, using: &random))")
                queue.remove(uri: uri)
                model.interest.remove(.resourceUpdated(uri))
                model.waiting.removeAll { $0 == .resourceUpdated(uri) }
            case 66..<70:
                let task = ExactString("t\(Int.random(in: 0..<6, using: &random))")
                queue.add(task: task)
                model.interest.insert(.taskChanged(task))
            case 70..<74:
                // What waits of it is told: it may be how the task ended.
                let task = ExactString("t\(Int.random(in: 0..<6, using: &random))")
                queue.remove(task: task)
                model.interest.remove(.taskChanged(task))
            case 65..<66:
                queue.end(.closed)
                model.isOver = true
            default:
                #expect(queue.next() == model.next())
            }
            #expect(queue.count == model.waiting.count)
            #expect(queue.isQuiet == (!model.mustAcknowledge && model.waiting.isEmpty && !model.isOver))
            #expect(queue.count <= lists.count + uris.count + 6)
        }
        queue.end(.closed)
        model.isOver = true
        while true {
            let step = queue.next()
            #expect(step == model.next())
            if step == .end(.closed) { break }
        }
    }
}
