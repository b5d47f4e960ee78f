import GatehouseMacros

/// How somebody pays.
@Schemable
enum Payment: Equatable {
    /// By card.
    @Field(.secret)
    case card(number: String, code: Int)
    /// In cash.
    case cash(amount: Int)
}

/// Somebody who comes.
@Schemable
struct Visitor: Equatable {
    @Field(.personal) let name: String
    @Field(.secret) let pin: Int?
    @Field(.open) let reason: String?
    let note: String?
    let payment: Payment?
}

/// Declarations of what records may keep.
@Toolbox
struct Clinic {
    /// Lets visitors in.
    ///
    /// - Returns: Whose turn it is.
    @Tool
    func admit(visitors: [Visitor], @Field(.open) desk: String, @Field(.secret) token: String) -> String { desk }

    /// Writes a letter.
    @Prompt
    func letter(@Field(.secret) code: Int, @Field(.open) topic: String, to: String) -> String { topic }

    /// The record of a visitor.
    @Resource("record://{visitor}/{year}")
    func record(@Field(.personal) visitor: String, year: Int) -> String { visitor }
}
