"""What only an organisation may open: its key phrase, its sealed answers, its sealed notices."""
