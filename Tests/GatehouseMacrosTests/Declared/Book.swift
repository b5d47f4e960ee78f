import GatehouseMacros

/// A book of the catalogue.
@Schemable
struct Book: Equatable {
    /// The ISBN.
    @Field(.pattern("^[0-9]{3,13}$"))
    let isbn: String
    @Field(.length(1...200))
    let title: String
    /// From none to five.
    @Field(.range(0...5))
    var stars: Int = 0
    @Field(.maxLength(20))
    var subtitle: String?
}

@Schemable
enum Genre: String {
    /// Murder, mostly.
    case crime
    case poetry
}

@Schemable(discriminator: "kind")
enum Shape: Equatable {
    /// A circle.
    ///
    /// - Parameter radius: In metres.
    case circle(radius: Double)
    case square(side: Double)
    case point
}

@Schemable(.open, naming: .snakeCase)
struct Page<Item: Schemable & Equatable>: Equatable {
    let items: [Item]
    @Field(.range(1...9)) var pageNumber: Int = 1
}

@Schemable
struct Tree: Equatable {
    let name: String
    let children: [Tree]
}

@Schemable
struct Span: SelfChecking {
    let from: Int
    let to: Int

    func check() throws(FieldProblem) {
        guard to >= from else { throw FieldProblem("must not be before from", at: "to") }
    }
}
