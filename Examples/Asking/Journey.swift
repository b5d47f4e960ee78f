import GatehouseMacros

/// What a traveller has to decide: the fields of a form.
@Schemable
struct Journey {
    /// The day of departure.
    @Field(.format(.date)) let day: String
    /// How to travel.
    let comfort: Comfort
    /// What the conductor should know.
    @Field(.length(...80)) let note: String?
}

/// The classes of a train.
@Schemable
enum Comfort: String {
    /// More room
    case first
    /// More company
    case second
}
