import GatehouseJSON
import GatehouseProtocol

/// What one run of a function asks and has, beside what the rounds before it left.
///
/// A function runs from its beginning in every round. It finds the answers it had, by name and by what was asked: an
/// answer under the right name to another question counts as none, so that nobody's yes is taken for something that they
/// were not asked.
struct Replay: Sendable {
    /// The most questions of one request.
    static let maximumQuestions = 256

    private(set) var questions: [RecordedQuestion]
    private(set) var effects: JSONObject
    private(set) var isRedeemed: Bool
    /// What could not be answered in this run.
    private(set) var open: InputRequests = [:]
    /// Why the request is refused, whatever its function does.
    private(set) var flaw: StateFlaw?

    private let responses: JSONObject
    /// What this run asked under each name.
    private var asked: [String: String] = [:]
    /// How often this run asked each question without a name.
    private var occurrences: [String: Int] = [:]
    private var runningEffects: Set<String> = []
    private var redemption = Redemption.none

    private enum Redemption {
        case none, running, done
    }

    init(_ retry: Retry?) {
        questions = retry?.state?.questions ?? []
        effects = retry?.state?.effects ?? [:]
        isRedeemed = retry?.state?.isRedeemed ?? false
        responses = retry?.responses ?? [:]
    }

    // MARK: Questions

    /// Looks for the answer to a question, and gives the question its name.
    ///
    /// - Returns: The name, and the answer as it came or was recorded, where there is one.
    mutating func look(for question: Question) throws(InvalidQuestion) -> (key: String, answer: JSONValue?) {
        let digest = RecordedQuestion.digest(of: question.request)
        guard let key = question.key else { return try lookUnnamed(question.request, digest) }
        guard asked.updateValue(digest, forKey: key) ?? digest == digest else {
            throw InvalidQuestion("two different questions of one call have the key \"\(key)\"")
        }
        guard let position = position(of: key) else {
            try record(RecordedQuestion(key: key, digest: digest, occurrence: nil))
            return (key, responses[key])
        }
        guard questions[position].digest == digest else {
            questions[position] = RecordedQuestion(key: key, digest: digest, occurrence: nil)
            return (key, nil)
        }
        return (key, questions[position].answer ?? responses[key])
    }

    /// Questions without names are told apart by what they ask, and equal ones by how often they were asked, so that
    /// tasks may ask at once in whatever order.
    private mutating func lookUnnamed(
        _ request: InputRequest,
        _ digest: String
    ) throws(InvalidQuestion) -> (key: String, answer: JSONValue?) {
        let occurrence = occurrences[digest, default: 0] + 1
        occurrences[digest] = occurrence
        if let known = questions.first(where: { $0.digest == digest && $0.occurrence == occurrence }) {
            return (known.key, known.answer ?? responses[known.key])
        }
        var number = 1
        while position(of: "\(request.kind)-\(number)") != nil { number += 1 }
        let key = "\(request.kind)-\(number)"
        try record(RecordedQuestion(key: key, digest: digest, occurrence: occurrence))
        return (key, responses[key])
    }

    private mutating func record(_ question: RecordedQuestion) throws(InvalidQuestion) {
        guard questions.count < Self.maximumQuestions else {
            throw InvalidQuestion("one call asks more than \(Self.maximumQuestions) questions")
        }
        questions.append(question)
    }

    private func position(of key: String) -> Int? {
        questions.firstIndex { $0.key.isExactly(key) }
    }

    /// Keeps a valid answer for the rounds to come.
    mutating func keep(_ answer: JSONValue, of key: String) {
        if let position = position(of: key) { questions[position].answer = answer }
    }

    /// Notes that a question is to be put to the client.
    mutating func leaveOpen(_ request: InputRequest, under key: String) {
        open[key] = request.withoutLegacyMembers
    }

    // MARK: Effects

    /// Begins an effect.
    ///
    /// - Returns: Its value, where it was had before.
    mutating func beginEffect(_ key: String) throws(InvalidQuestion) -> JSONValue? {
        if let value = effects[key] { return value }
        guard runningEffects.insert(key).inserted else {
            throw InvalidQuestion("the effect \"\(key)\" is asked for twice at the same time")
        }
        return nil
    }

    /// Ends an effect, which has a value unless it failed.
    mutating func endEffect(_ key: String, _ value: JSONValue?) {
        runningEffects.remove(key)
        if let value { effects[key] = value }
    }

    // MARK: Redemption

    /// Begins to redeem the request.
    ///
    /// - Returns: Whether there is anything left to do.
    mutating func beginRedemption() throws(InvalidQuestion) -> Bool {
        switch redemption {
        case .done: return false
        case .running: throw InvalidQuestion("the request is redeemed twice at the same time")
        case .none:
            redemption = .running
            return true
        }
    }

    /// Ends the redemption.
    mutating func endRedemption(isFirst: Bool?) {
        redemption = isFirst == true ? .done : .none
        if isFirst == true { isRedeemed = true }
        if isFirst == false { flaw = StateFlaw("it was redeemed before") }
    }
}
