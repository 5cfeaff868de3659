"""What words of the format mean: needs, sectors, regions and facts, data beside resolvers."""
