"""Forms that ask for answers of a firm: who fills them in, firm or advisor, is all the same."""
